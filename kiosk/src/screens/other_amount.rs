//! Another sum, typed.

use leptos::prelude::*;
use svetlitsa_domain::payments::{MAX_AMOUNT, MIN_AMOUNT};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::kiosk::other as t;

use crate::flow::{Complaint, Event};
use crate::parts::{Act, EntryField, Keypad, KeypadKind, Screen};

/// Another sum.
#[component]
pub(crate) fn OtherAmountScreen() -> impl IntoView {
    let lead = Words::live(|| t::text(&format::money(MIN_AMOUNT), &format::money(MAX_AMOUNT)));
    view! {
        <Screen title=t::TITLE lead hand=|| view! {
            <Keypad kind=KeypadKind::Money/>
            <Act event=Event::Next words=t::NEXT/>
        }>
            <EntryField label=t::LABEL explain unit="₽"/>
        </Screen>
    }
}

fn explain(complaint: Complaint) -> Words {
    match complaint {
        Complaint::AmountTooSmall => Words::live(|| t::small(&format::money(MIN_AMOUNT))),
        Complaint::AmountTooLarge => Words::live(|| t::large(&format::money(MAX_AMOUNT))),
        _ => t::MISSING.into(),
    }
}
