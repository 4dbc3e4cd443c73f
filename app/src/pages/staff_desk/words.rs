//! Words to the customer that go with a clerk's step, kept in the tab until they are sent.

use leptos::prelude::*;
use svetlitsa_api::FieldCode;
use svetlitsa_api::appeals::MAX_TEXT;
use svetlitsa_ui::form::FieldError;
use svetlitsa_ui::problem::field_message;
use svetlitsa_ui::texts::staff::desk as t;

use crate::draft::Draft;

/// Words to the customer about one case.
#[derive(Clone, Copy)]
pub(crate) struct StepWords {
    /// What is typed.
    pub(crate) typed: RwSignal<String>,
}

impl StepWords {
    /// What was typed for this case before, and from now on kept with every stroke.
    pub(crate) fn restored(number: &str) -> Self {
        Self { typed: Draft::new("staff", number, "words").signal(String::new()) }
    }

    /// They were sent.
    pub(crate) fn clear(self) {
        self.typed.set(String::new());
    }

    /// What is wrong with them for a step that needs words, or does not.
    pub(crate) fn problem(self, is_needed: bool) -> Option<FieldError> {
        problem(self.typed.get_untracked().trim(), is_needed)
            .map(|code| if code == FieldCode::Required { t::WORDS_MISSING } else { field_message(code) })
            .map(|message| FieldError::new("text", message))
    }

    /// As they are sent.
    pub(crate) fn text(self) -> String {
        self.typed.get_untracked().trim().to_owned()
    }
}

fn problem(text: &str, is_needed: bool) -> Option<FieldCode> {
    match text.chars().count() {
        0 => is_needed.then_some(FieldCode::Required),
        1..=MAX_TEXT => None,
        _ => Some(FieldCode::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_needed_or_not_but_never_endless() {
        for (text, is_needed, expected) in [
            ("", true, Some(FieldCode::Required)),
            ("", false, None),
            ("ok", true, None),
            (&"x".repeat(MAX_TEXT + 1), false, Some(FieldCode::TooLong)),
        ] {
            assert_eq!(problem(text, is_needed), expected);
        }
    }
}
