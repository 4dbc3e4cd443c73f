//! The number on an acknowledgement, as people type it.

use svetlitsa_domain::letters;

/// A number as the server writes it: Latin capitals, no spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CaseNumber(String);

impl CaseNumber {
    /// Forgives small letters, spaces, long dashes, and Russian letters that look like the Latin ones.
    pub(super) fn new(typed: &str) -> Self {
        let number = typed
            .chars()
            .map(letters::upper)
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                '\u{410}' => 'A',
                '\u{412}' => 'B',
                '\u{421}' => 'C',
                '\u{41e}' => 'O',
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                other => other,
            })
            .collect();
        Self(number)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Appeals begin with their letter, applications with that of their kind.
    pub(super) fn is_appeal(&self) -> bool {
        self.0.starts_with("A-")
    }

    /// Appointments in an office, too, begin with a letter of their own.
    pub(super) fn is_appointment(&self) -> bool {
        self.0.starts_with("B-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_numbers_become_ours() {
        for (typed, number, is_appeal) in [
            ("A-2026-000123", "A-2026-000123", true),
            (" a-2026-000123 ", "A-2026-000123", true),
            ("\u{430}\u{2013}2026\u{2013}000123", "A-2026-000123", true),
            ("\u{421}-2026-000104", "C-2026-000104", false),
            ("R-2026-000031", "R-2026-000031", false),
            ("", "", false),
        ] {
            let read = CaseNumber::new(typed);
            assert_eq!((read.as_str(), read.is_appeal()), (number, is_appeal), "{typed}");
            assert!(!read.is_appointment(), "{typed}");
        }
        for typed in ["B-2026-000007", " b-2026-000007", "\u{432}\u{2013}2026\u{2013}000007"] {
            let read = CaseNumber::new(typed);
            assert_eq!((read.as_str(), read.is_appointment()), ("B-2026-000007", true), "{typed}");
        }
    }
}
