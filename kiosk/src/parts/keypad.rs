//! The keypad on the screen. It never takes the focus from the field it types into.

use leptos::prelude::*;
use svetlitsa_ui::components::{Icon, Sign};
use svetlitsa_ui::texts::kiosk::keypad as t;

use crate::flow::{Event, HOUSE_LETTERS, Key};
use crate::terminal::use_terminal;

/// Which keys there are beside the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeypadKind {
    /// None.
    Digits,
    /// The comma of a sum.
    Money,
    /// The letters and the stroke of a house number.
    House,
}

impl KeypadKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Money => "money",
            Self::House => "house",
        }
    }

    /// The keys row by row; `None` is the one that clears, the last one erases.
    fn keys(self) -> Vec<Option<char>> {
        let rows = ["123", "456", "789"];
        let letters = HOUSE_LETTERS.chunks(2);
        let mut keys: Vec<Option<char>> = Vec::new();
        for (row, letters) in rows.iter().zip(letters) {
            keys.extend(row.chars().map(Some));
            if self == Self::House {
                keys.extend(letters.iter().copied().map(Some));
            }
        }
        keys.push(if self == Self::Money { Some(',') } else { None });
        keys.push(Some('0'));
        if self == Self::House {
            keys.push(Some('/'));
        }
        keys
    }
}

/// The keypad.
#[component]
pub(crate) fn Keypad(
    /// Which keys there are.
    kind: KeypadKind,
) -> impl IntoView {
    let keys = kind.keys().into_iter().map(|key| match key {
        Some(c) => view! { <KeypadKey key=Key::Char(c)>{c}</KeypadKey> }.into_any(),
        None => view! {
            <KeypadKey key=Key::Clear><Icon sign=Sign::Cross/><span class="unseen">{t::CLEAR}</span></KeypadKey>
        }
        .into_any(),
    });
    view! {
        <div class="keypad" data-kind=kind.as_str() role="group" aria-label=t::LABEL>
            {keys.collect_view()}
            <KeypadKey key=Key::Backspace>
                <Icon sign=Sign::Erase/>
                <span class="unseen">{t::ERASE}</span>
            </KeypadKey>
        </div>
    }
}

#[component]
fn KeypadKey(key: Key, children: Children) -> impl IntoView {
    let terminal = use_terminal();
    let kind = match key {
        Key::Char(c) if c.is_alphabetic() => "letter",
        Key::Char(_) => "digit",
        Key::Backspace => "erase",
        Key::Clear => "clear",
    };
    view! {
        <button
            class="keypad__key"
            type="button"
            data-kind=kind
            // Houses have Russian letters in every language.
            lang=(kind == "letter").then_some("ru")
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| terminal.send(Event::Press(key))
        >
            {children()}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keypad_is_full_rows() {
        for (kind, columns) in [(KeypadKind::Digits, 3), (KeypadKind::Money, 3), (KeypadKind::House, 5)] {
            let keys = kind.keys();
            // The erasing key closes the last row; on the house's it is two cells wide.
            let cells = keys.len() + if kind == KeypadKind::House { 2 } else { 1 };
            assert_eq!(cells % columns, 0, "{kind:?}");
            assert!(('0'..='9').all(|digit| keys.contains(&Some(digit))));
        }
        assert!(KeypadKind::Money.keys().contains(&Some(',')));
        assert!(HOUSE_LETTERS.iter().all(|letter| KeypadKind::House.keys().contains(&Some(*letter))));
    }
}
