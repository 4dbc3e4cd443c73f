//! This browser is no terminal yet.

use leptos::prelude::*;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::kiosk::enrol as t;

use crate::flow::{Complaint, Event};
use crate::parts::{Act, EntryField, Keypad, KeypadKind, Screen};

/// One-time code.
#[component]
pub(crate) fn EnrolScreen() -> impl IntoView {
    view! {
        <Screen title=t::TITLE lead=t::TEXT hand=|| view! {
            <Keypad kind=KeypadKind::Digits/>
            <Act event=Event::Next words=t::NEXT/>
        }>
            <EntryField label=t::LABEL explain/>
        </Screen>
    }
}

fn explain(complaint: Complaint) -> Words {
    match complaint {
        Complaint::CodeRefused => t::REFUSED.into(),
        _ => t::MISSING.into(),
    }
}
