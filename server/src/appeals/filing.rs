//! Checking the form of an appeal: every field at once, so that nobody corrects them one by one.

use svetlitsa_api::appeals::{CreateAppeal, MAX_TEXT, MIN_TEXT};
use svetlitsa_api::{FieldCode, FieldProblem};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::appeals::AppealKind;
use svetlitsa_domain::contacts::{Email, Phone};

use crate::failure::{Failure, Outcome};
use crate::letters::Language;

/// Longest name, characters.
pub const MAX_NAME: usize = 200;

/// A form without mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// What it is about.
    pub kind: AppealKind,
    /// In the customer's words.
    pub text: String,
    /// How to address the customer; may be empty.
    pub name: String,
    /// Where letters go.
    pub email: Option<Email>,
    /// Or a telephone. There is at least one of the two.
    pub phone: Option<Phone>,
    /// The account it concerns; nobody has looked yet whether there is such.
    pub account: Option<AccountNumber>,
    /// The branch that answers, when it is known without an account.
    pub branch: Option<String>,
    /// Language of the letters.
    pub language: Language,
    /// Token of the draft whose files come with it; may be empty.
    pub draft: String,
    /// A field that no person sees was filled in. People's programs fill such fields, too, so nothing is refused for it:
    /// the answer is the same, which teaches a program nothing; no letter leaves, for else anybody could have us write to
    /// any mailbox; and the desk looks at it and lets it go on. How fast somebody typed is not judged: a draft that the tab
    /// kept is sent in a second.
    pub is_trapped: bool,
}

impl Filing {
    /// Checks a form.
    ///
    /// # Errors
    /// Every field that needs another look.
    pub fn check(form: &CreateAppeal) -> Outcome<Self> {
        let mut problems = Vec::new();
        let mut refuse = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });

        // A search opens by itself.
        if form.kind == AppealKind::PaymentSearch {
            refuse("kind", FieldCode::NotAChoice);
        }
        let text = clean_text(&form.text);
        if let Some(code) = length_problem(&text, MIN_TEXT, MAX_TEXT) {
            refuse("text", code);
        }
        let name = clean_line(&form.name);
        if name.chars().count() > MAX_NAME {
            refuse("name", FieldCode::TooLong);
        }
        let email: Option<Email> = optional(&form.email, || refuse("email", FieldCode::NotAnEmail));
        let phone: Option<Phone> = optional(&form.phone, || refuse("phone", FieldCode::NotAPhone));
        if form.email.trim().is_empty() && form.phone.trim().is_empty() {
            refuse("email", FieldCode::ContactRequired);
        }
        let account = optional(&form.account, || refuse("account", FieldCode::NotAnAccount));
        let language = Language::parse(&form.language);
        if language.is_none() {
            refuse("language", FieldCode::NotAChoice);
        }
        match language {
            Some(language) if problems.is_empty() => {
                let draft = form.draft.trim().to_owned();
                let is_trapped = !form.homepage.is_empty();
                Ok(Self {
                    kind: form.kind,
                    text,
                    name,
                    email,
                    phone,
                    account,
                    branch: None,
                    language,
                    draft,
                    is_trapped,
                })
            }
            _ => Err(Failure::fields(problems)),
        }
    }
}

/// Parses what was typed into a field that may stay empty; `refuse` is called when it cannot be.
pub fn optional<T: std::str::FromStr>(typed: &str, refuse: impl FnOnce()) -> Option<T> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let parsed = typed.parse().ok();
    if parsed.is_none() {
        refuse();
    }
    parsed
}

/// What is wrong with the length of a text that is needed.
#[must_use]
pub fn length_problem(text: &str, min: usize, max: usize) -> Option<FieldCode> {
    match text.chars().count() {
        0 => Some(FieldCode::Required),
        count if count < min => Some(FieldCode::TooShort),
        count if count > max => Some(FieldCode::TooLong),
        _ => None,
    }
}

/// Signs that show nothing, and those that turn the direction of what stands after them: a text of them alone is empty, and
/// in the list of the desk they would put words into another order. Joiners stay, letters and pictures are made with them.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// A text of several lines without other control characters, which no database and no letter wants.
#[must_use]
pub fn clean_text(typed: &str) -> String {
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    lines
        .chars()
        .filter(|c| !is_unseen(*c) && (!c.is_control() || *c == '\n' || *c == '\t'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The same on one line.
#[must_use]
pub fn clean_line(typed: &str) -> String {
    typed
        .replace(is_unseen, "")
        .split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> CreateAppeal {
        CreateAppeal {
            kind: AppealKind::Complaint,
            text: "Мигает свет на лестнице".to_owned(),
            name: "Мария".to_owned(),
            email: "Maria@demo.svetlitsa".to_owned(),
            phone: String::new(),
            account: "671 0000-0017".to_owned(),
            language: String::new(),
            draft: String::new(),
            homepage: String::new(),
        }
    }

    #[test]
    fn what_nobody_sees_is_no_text() {
        assert_eq!(clean_text("\u{200b}\u{feff} \u{202e}\u{2066}"), "");
        assert_eq!(clean_text("a\u{202e}b\r\nc\u{0}"), "ab\nc");
        assert_eq!(clean_line("a\u{200b}b\u{0}  c"), "ab c");
        let family = "\u{1f468}\u{200d}\u{1f469}";
        assert_eq!(clean_text(family), family, "a picture that is made of two");
    }

    fn problems(form: &CreateAppeal) -> Vec<(String, FieldCode)> {
        let Err(failure) = Filing::check(form) else { return Vec::new() };
        failure.fields.into_iter().map(|problem| (problem.field, problem.code)).collect()
    }

    #[test]
    fn what_was_typed_becomes_values() {
        let filing =
            Filing::check(&CreateAppeal { name: "Мария\r\n\0 Петровна".to_owned(), ..form() }).unwrap();
        assert_eq!(filing.email.unwrap().as_str(), "maria@demo.svetlitsa");
        assert_eq!(filing.account.unwrap().as_str(), "67100000017");
        assert_eq!((filing.name.as_str(), filing.language), ("Мария Петровна", Language::Ru));
    }

    #[test]
    fn each_field_has_its_problems() {
        let table: [(&str, &str, &str, FieldCode); 12] = [
            ("text", "", "text", FieldCode::Required),
            ("text", " \n\t ", "text", FieldCode::Required),
            ("text", "Коротко", "text", FieldCode::TooShort),
            ("text", &"а".repeat(4001), "text", FieldCode::TooLong),
            ("name", &"а".repeat(201), "name", FieldCode::TooLong),
            ("email", "maria@", "email", FieldCode::NotAnEmail),
            ("email", "a@b.c\r\nBcc: x@y.z", "email", FieldCode::NotAnEmail),
            ("email", " ", "email", FieldCode::ContactRequired),
            ("phone", "112", "phone", FieldCode::NotAPhone),
            ("account", "12345", "account", FieldCode::NotAnAccount),
            ("account", "6710000001О", "account", FieldCode::NotAnAccount),
            ("language", "de", "language", FieldCode::NotAChoice),
        ];
        for (changed, typed, field, code) in table {
            let mut form = form();
            let place = match changed {
                "text" => &mut form.text,
                "name" => &mut form.name,
                "email" => &mut form.email,
                "phone" => &mut form.phone,
                "account" => &mut form.account,
                _ => &mut form.language,
            };
            typed.clone_into(place);
            assert_eq!(problems(&form), [(field.to_owned(), code)], "{changed} {typed}");
        }
    }

    #[test]
    fn all_of_them_are_named_at_once() {
        let form = CreateAppeal {
            text: String::new(),
            email: "x".to_owned(),
            phone: "y".to_owned(),
            account: "z".to_owned(),
            ..form()
        };
        let fields: Vec<String> = problems(&form).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["text", "email", "phone", "account"]);
    }

    #[test]
    fn the_limits_count_characters() {
        for count in [10, 4000] {
            assert_eq!(problems(&CreateAppeal { text: "я".repeat(count), ..form() }), []);
        }
    }
}
