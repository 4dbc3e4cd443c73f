//! Account number, typed or by the bill's code.

use leptos::prelude::*;
use svetlitsa_ui::components::{Icon, Sign};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::kiosk::{account as t, attract};

use crate::flow::{Complaint, Event};
use crate::parts::{Act, EntryField, Keypad, KeypadKind, Screen};

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

/// Digits in groups of four, as one reads a long number aloud.
pub(super) fn grouped(digits: &str) -> String {
    let mut shown = String::with_capacity(digits.len() * 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            shown.push('\u{2009}');
        }
        shown.push(digit);
    }
    shown
}

fn explain(complaint: Complaint) -> Words {
    match complaint {
        Complaint::NotAnAccount => t::WRONG.into(),
        _ => t::MISSING.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_stand_in_groups() {
        assert_eq!(grouped("67100000017"), "6710\u{2009}0000\u{2009}017");
        assert_eq!(grouped("6710"), "6710");
        assert_eq!(grouped(""), "");
    }
}
