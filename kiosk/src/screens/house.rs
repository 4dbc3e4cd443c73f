//! House number, the second thing that only the household knows of its account.

use leptos::prelude::*;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::kiosk::house as t;

use crate::flow::{Complaint, Event};
use crate::parts::{Act, EntryField, Keypad, KeypadKind, Screen};

/// House number.
#[component]
pub(crate) fn HouseScreen() -> impl IntoView {
    view! {
        <Screen title=t::TITLE lead=t::TEXT hand=|| view! {
            <Keypad kind=KeypadKind::House/>
            <Act event=Event::Next words=t::NEXT/>
        }>
            <EntryField label=t::LABEL explain/>
        </Screen>
    }
}

fn explain(_: Complaint) -> Words {
    t::MISSING.into()
}
