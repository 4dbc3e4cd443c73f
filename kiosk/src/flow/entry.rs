//! What a visitor types on the keypad: which characters a field takes, and what is wrong with it.

use svetlitsa_domain::letters;
use svetlitsa_domain::readings::FindingCode;

/// A key of the keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// Takes the last character back.
    Backspace,
    /// Takes everything back.
    Clear,
}

/// The kind of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Account number.
    Account,
    /// House number: digits, a letter, a fraction.
    House,
    /// Enrolment code.
    Code,
    /// Rubles with at most two decimals.
    Money,
    /// A telephone as it is dialled: ten digits, or eleven with the eight or seven before them.
    Phone,
    /// A register of so many digits.
    Register(u8),
}

/// What is wrong with a field; words live in the locales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// Empty.
    Missing,
    /// Too few digits for an account number.
    NotAnAccount,
    /// Too few digits for a telephone, or one of another country.
    NotAPhone,
    /// Under the least amount.
    AmountTooSmall,
    /// Over the largest amount.
    AmountTooLarge,
    /// The enrolment code is not valid, or no longer.
    CodeRefused,
    /// The verdict ladder refuses the value.
    Refused(FindingCode),
}

/// A field and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What was typed.
    pub text: String,
    /// What is wrong, until it is touched again.
    pub complaint: Option<Complaint>,
}

/// Letters that house numbers end in; the keypad draws these.
pub const HOUSE_LETTERS: [char; 6] = ['А', 'Б', 'В', 'Г', 'Д', 'Е'];

impl Alphabet {
    /// How many characters fit.
    const fn capacity(self) -> usize {
        match self {
            Self::Account => 15,
            Self::House => 8,
            Self::Code => 16,
            Self::Money => 9,
            Self::Phone => 11,
            Self::Register(digits) => digits as usize,
        }
    }

    fn takes(self, text: &str, c: char) -> bool {
        if text.chars().count() >= self.capacity() {
            return false;
        }
        match self {
            Self::Account | Self::Phone | Self::Register(_) => c.is_ascii_digit(),
            Self::Code => c.is_ascii_alphanumeric(),
            Self::House => c.is_ascii_digit() || c.is_alphabetic() || (c == '/' && !text.is_empty()),
            Self::Money => match (c, text.split_once(',')) {
                (',', None) => !text.is_empty(),
                (_, None) => c.is_ascii_digit(),
                (_, Some((_, fraction))) => c.is_ascii_digit() && fraction.len() < 2,
            },
        }
    }
}

/// A character as the field keeps it.
fn settle(alphabet: Alphabet, c: char) -> char {
    match (alphabet, c) {
        (Alphabet::Money, '.') => ',',
        (Alphabet::House, '\\') => '/',
        (Alphabet::House | Alphabet::Code, other) => letters::upper(other),
        (_, other) => other,
    }
}

impl Entry {
    /// A field that holds something already.
    #[must_use]
    pub fn holding(text: &str) -> Self {
        Self { text: text.to_owned(), complaint: None }
    }

    /// A key of the keypad.
    pub(super) fn press(&mut self, alphabet: Alphabet, key: Key) {
        self.complaint = None;
        match key {
            Key::Char(c) => self.push(alphabet, c),
            Key::Backspace => {
                self.text.pop();
            }
            Key::Clear => self.text.clear(),
        }
    }

    /// The field was changed by a keyboard; what does not belong in it falls away.
    pub(super) fn replace(&mut self, alphabet: Alphabet, text: &str) {
        self.complaint = None;
        self.text.clear();
        for c in text.chars() {
            self.push(alphabet, c);
        }
    }

    /// The same field with something wrong.
    pub(super) fn complaining(mut self, complaint: Complaint) -> Self {
        self.complaint = Some(complaint);
        self
    }

    fn push(&mut self, alphabet: Alphabet, c: char) {
        let c = settle(alphabet, c);
        if alphabet.takes(&self.text, c) {
            self.text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_take_what_belongs_in_them() {
        for (alphabet, typed, kept) in [
            (Alphabet::Account, "671 000-00017x", "67100000017"),
            (Alphabet::Account, "1234567890123456789", "123456789012345"),
            (Alphabet::House, "/12а", "12А"),
            (Alphabet::House, "7\\2", "7/2"),
            (Alphabet::Code, "ab-12", "AB12"),
            (Alphabet::Money, ",5", "5"),
            (Alphabet::Money, "12.345,6", "12,34"),
            (Alphabet::Money, "1e9", "19"),
            (Alphabet::Money, "12345678901", "123456789"),
            (Alphabet::Phone, "+7 (915) 123-45-67", "79151234567"),
            (Alphabet::Phone, "891512345678", "89151234567"),
            (Alphabet::Register(5), "-123456", "12345"),
        ] {
            let mut entry = Entry::default();
            entry.replace(alphabet, typed);
            assert_eq!(entry.text, kept, "{typed}");
        }
    }

    #[test]
    fn keys_type_and_take_back() {
        let mut entry = Entry::holding("12").complaining(Complaint::NotAnAccount);
        entry.press(Alphabet::House, Key::Char('б'));
        assert_eq!(entry, Entry::holding("12Б"));
        entry.press(Alphabet::House, Key::Backspace);
        assert_eq!(entry.text, "12");
        entry.press(Alphabet::House, Key::Clear);
        entry.press(Alphabet::House, Key::Backspace);
        assert_eq!(entry, Entry::default());
    }

    #[test]
    fn every_letter_on_the_keypad_is_taken() {
        for letter in HOUSE_LETTERS {
            assert!(Alphabet::House.takes("1", letter));
        }
    }
}
