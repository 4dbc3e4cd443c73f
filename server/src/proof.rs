//! What finds a case without signing in: its number and the contact it was filed with, as people type them.

use svetlitsa_api::appeals::LookupByNumber;
use svetlitsa_api::{FieldCode, FieldProblem};
use svetlitsa_domain::contacts::{Email, Phone};

use crate::failure::{Failure, Outcome};
use crate::random::digest;

/// Failed look-ups a minute for one address.
pub const LIMIT_BY_ADDRESS: u32 = 20;

/// A number and a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The number, as numbers are stored.
    pub number: String,
    contact: String,
}

impl Proof {
    /// Reads both.
    ///
    /// # Errors
    /// Names the empty fields. A contact that is none is not refused: it fits nothing.
    pub fn read(typed: &LookupByNumber) -> Outcome<Self> {
        let fields = [("number", &typed.number), ("contact", &typed.contact)];
        let problems: Vec<FieldProblem> = fields
            .into_iter()
            .filter(|(_, text)| text.trim().is_empty())
            .map(|(field, _)| FieldProblem { field: field.to_owned(), code: FieldCode::Required })
            .collect();
        if problems.is_empty() {
            Ok(Self { number: stored_number(&typed.number), contact: stored_contact(&typed.contact) })
        } else {
            Err(Failure::fields(problems))
        }
    }

    /// Whether the case was filed with this contact. Compares digests, so that the time tells nothing.
    #[must_use]
    pub fn fits(&self, email: &str, phone: &str) -> bool {
        let given = digest(&[self.contact.as_bytes()]);
        let is = |stored: &str| (digest(&[stored.as_bytes()]) == given) & !stored.is_empty();
        is(email) | is(phone)
    }
}

/// Letters that look alike in both alphabets count as Latin; spaces are the typist's; hyphens come in several
/// lengths; control characters are nobody's, and PostgreSQL refuses one of them.
fn stored_number(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .flat_map(char::to_uppercase)
        .map(|c| match c {
            'А' => 'A',
            'В' => 'B',
            'Е' => 'E',
            'К' => 'K',
            'М' => 'M',
            'Н' => 'H',
            'О' => 'O',
            'Р' => 'P',
            'С' => 'C',
            'Т' => 'T',
            'Х' => 'X',
            '‐' | '‑' | '–' | '—' => '-',
            other => other,
        })
        .collect()
}

fn stored_contact(typed: &str) -> String {
    match (typed.parse::<Email>(), typed.parse::<Phone>()) {
        (Ok(email), _) => email.as_str().to_owned(),
        (_, Ok(phone)) => phone.as_str().to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(number: &str, contact: &str) -> Outcome<Proof> {
        Proof::read(&LookupByNumber { number: number.to_owned(), contact: contact.to_owned() })
    }

    #[test]
    fn both_are_read_as_people_type_them() {
        for number in ["A-2026-000123", " а-2026-000123 ", "А – 2026 – 000123", "A-2026-000123\0"] {
            assert_eq!(read(number, "x").unwrap().number, "A-2026-000123");
        }
        for contact in ["8 (910) 111-22-33", "+7 910 1112233", "9101112233"] {
            assert!(read("A", contact).unwrap().fits("", "+79101112233"), "{contact}");
        }
        assert!(read("A", " Maria@Demo.svetlitsa").unwrap().fits("maria@demo.svetlitsa", ""));
    }

    #[test]
    fn nothing_fits_nothing() {
        for contact in ["nobody", "maria@demo.svetlits", "+7 910 111-22-34"] {
            let proof = read("A", contact).unwrap();
            assert!(!proof.fits("maria@demo.svetlitsa", "+79101112233"), "{contact}");
            assert!(!proof.fits("", ""), "{contact}");
        }
        assert_eq!(read(" ", "").unwrap_err().fields.len(), 2);
    }
}
