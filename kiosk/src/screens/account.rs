//! Account number, typed or by the bill's code.

use leptos::prelude::*;
use svetlitsa_ui::components::{Icon, Sign};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::kiosk::{account as t, attract};

use crate::flow::{Complaint, Event};
use crate::parts::{Act, EntryField, Keypad, KeypadKind, Screen, grouped};

/// Account number.
#[component]
pub(crate) fn AccountScreen() -> impl IntoView {
    view! {
        <Screen title=t::TITLE lead=t::TEXT hand=|| view! {
            <Keypad kind=KeypadKind::Digits/>
            <Act event=Event::Next words=t::NEXT/>
        }>
            <EntryField label=t::LABEL show=grouped explain/>
            <p class="screen__aside"><Icon sign=Sign::Scan/><span>{attract::SCAN}</span></p>
        </Screen>
    }
}

fn explain(complaint: Complaint) -> Words {
    match complaint {
        Complaint::NotAnAccount => t::WRONG.into(),
        _ => t::MISSING.into(),
    }
}
