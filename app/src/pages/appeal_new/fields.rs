//! What is typed into the form of an appeal: kept in the tab, checked, and made into a request.

use leptos::prelude::*;
use svetlitsa_api::FieldCode;
use svetlitsa_api::appeals::{CreateAppeal, MAX_TEXT, MIN_TEXT};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::appeals::AppealKind;
use svetlitsa_domain::contacts::{Email, Phone};
use svetlitsa_ui::form::FieldError;
use svetlitsa_ui::i18n::{Text, lang_untracked};
use svetlitsa_ui::problem::field_message;
use svetlitsa_ui::texts::appeals::form as t;

use crate::draft::Draft;

/// The fields, each with what is typed.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) kind: RwSignal<String>,
    pub(super) text: RwSignal<String>,
    pub(super) name: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) account: RwSignal<String>,
}

impl Fields {
    /// What was typed before, and from now on kept with every stroke.
    pub(super) fn restored() -> Self {
        let field = |name| draft(name).signal(String::new());
        Self {
            kind: field("kind"),
            text: field("text"),
            name: field("name"),
            email: field("email"),
            phone: field("phone"),
            account: field("account"),
        }
    }

    /// Empties everything: it was sent.
    pub(super) fn clear(self) {
        for field in self.all() {
            field.set(String::new());
        }
    }

    const fn all(self) -> [RwSignal<String>; 6] {
        [self.kind, self.text, self.name, self.email, self.phone, self.account]
    }

    /// The request, or what is wrong, in the order of the fields.
    pub(super) fn body(self, draft: String, homepage: String) -> Result<CreateAppeal, Vec<FieldError>> {
        let [kind, text, name, email, phone, account] =
            self.all().map(|field| field.get_untracked().trim().to_owned());
        let kind = AppealKind::parse(&kind);
        let wrong = |field: &'static str, code: Option<FieldCode>| {
            code.map(|code| FieldError::new(field, message(field, code)))
        };
        let errors: Vec<_> = [
            wrong("kind", kind.is_none().then_some(FieldCode::NotAChoice)),
            wrong("text", text_problem(&text)),
            wrong("email", email_problem(&email, &phone)),
            wrong(
                "phone",
                (!phone.is_empty() && phone.parse::<Phone>().is_err()).then_some(FieldCode::NotAPhone),
            ),
            wrong(
                "account",
                (!account.is_empty() && account.parse::<AccountNumber>().is_err())
                    .then_some(FieldCode::NotAnAccount),
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        match kind {
            Some(kind) if errors.is_empty() => {
                let language = lang_untracked().as_str().to_owned();
                Ok(CreateAppeal { kind, text, name, email, phone, account, language, draft, homepage })
            }
            _ => Err(errors),
        }
    }
}

/// What to do about it; where a general word would leave one guessing, a word for the field.
fn message(field: &str, code: FieldCode) -> Text {
    match (field, code) {
        ("kind", FieldCode::NotAChoice) => t::KIND_MISSING,
        ("text", FieldCode::Required) => t::TEXT_MISSING,
        ("text", FieldCode::TooShort) => t::TEXT_SHORT,
        _ => field_message(code),
    }
}

/// The place of what is typed into a field.
fn draft(field: &str) -> Draft {
    Draft::new("appeal", "new", field)
}

fn text_problem(text: &str) -> Option<FieldCode> {
    match text.chars().count() {
        0 => Some(FieldCode::Required),
        1..MIN_TEXT => Some(FieldCode::TooShort),
        MIN_TEXT..=MAX_TEXT => None,
        _ => Some(FieldCode::TooLong),
    }
}

fn email_problem(email: &str, phone: &str) -> Option<FieldCode> {
    match (email.is_empty(), phone.is_empty()) {
        (true, true) => Some(FieldCode::ContactRequired),
        (true, false) => None,
        (false, _) => email.parse::<Email>().is_err().then_some(FieldCode::NotAnEmail),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_measured_in_characters() {
        for (length, expected) in [
            (0, Some(FieldCode::Required)),
            (MIN_TEXT - 1, Some(FieldCode::TooShort)),
            (MIN_TEXT, None),
            (MAX_TEXT, None),
            (MAX_TEXT + 1, Some(FieldCode::TooLong)),
        ] {
            assert_eq!(text_problem(&"\u{44f}".repeat(length)), expected, "{length}");
        }
    }

    #[test]
    fn one_contact_is_enough() {
        for (email, phone, expected) in [
            ("", "", Some(FieldCode::ContactRequired)),
            ("", "+7 900 000-00-00", None),
            ("a@example.org", "", None),
            ("a@example", "", Some(FieldCode::NotAnEmail)),
            ("a@example", "+7 900 000-00-00", Some(FieldCode::NotAnEmail)),
        ] {
            assert_eq!(email_problem(email, phone), expected, "{email} {phone}");
        }
    }
}
