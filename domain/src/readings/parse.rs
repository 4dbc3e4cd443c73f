//! What people type into a dial's field: a value, or the reason why it is none. Never a panic.

use serde::{Deserialize, Serialize};

use crate::letters;

/// Longer than any number with its unit: somebody pasted a text.
const LONGEST_ENTRY: usize = 40;

/// Units that people type after a number, in lower case.
const UNITS: [&str; 12] =
    ["квт·ч", "квт*ч", "квт-ч", "квт/ч", "квт ч", "квтч", "kwh", "м3", "м³", "m3", "m³", "куб"];

/// Zeros of the decimal digits that keyboards of our customers produce.
const ZEROS: [char; 5] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}'];

/// Why a text is no value of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueProblem {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// Letters or signs.
    #[error("not a number")]
    NotANumber,
    /// A minus.
    #[error("negative")]
    Negative,
    /// Decimals: the red digits are not read.
    #[error("not an integer")]
    NotAnInteger {
        /// What stands before the mark, if the meter has that many digits: offered instead.
        whole: Option<u32>,
    },
    /// More digits than the meter has.
    #[error("too many digits")]
    TooManyDigits,
    /// Several numbers.
    #[error("several numbers")]
    SeveralNumbers,
    /// A text, such as a whole bill.
    #[error("a pasted text")]
    PastedText,
}

/// [`ValueProblem`] without its particulars, for the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ValueCode {
    /// Nothing was typed.
    Empty,
    /// Letters or signs.
    NotANumber,
    /// A minus.
    Negative,
    /// Decimals.
    NotAnInteger,
    /// More digits than the meter has.
    TooManyDigits,
    /// Several numbers.
    SeveralNumbers,
    /// A text.
    PastedText,
}

impl ValueCode {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotANumber => "not_a_number",
            Self::Negative => "negative",
            Self::NotAnInteger => "not_an_integer",
            Self::TooManyDigits => "too_many_digits",
            Self::SeveralNumbers => "several_numbers",
            Self::PastedText => "pasted_text",
        }
    }
}

impl ValueProblem {
    /// The bare code.
    #[must_use]
    pub const fn code(self) -> ValueCode {
        match self {
            Self::Empty => ValueCode::Empty,
            Self::NotANumber => ValueCode::NotANumber,
            Self::Negative => ValueCode::Negative,
            Self::NotAnInteger { .. } => ValueCode::NotAnInteger,
            Self::TooManyDigits => ValueCode::TooManyDigits,
            Self::SeveralNumbers => ValueCode::SeveralNumbers,
            Self::PastedText => ValueCode::PastedText,
        }
    }
}

/// Reads a value for a register of so many whole digits (E1, `facts/domain.md` 2.2). Digits of other scripts, full
/// width, spaces between thousands or between the cells of a drum, leading zeros and a unit behind are understood.
///
/// # Errors
/// [`ValueProblem`].
pub fn parse_value(text: &str, digits: u8) -> Result<u32, ValueProblem> {
    let folded: String = text.chars().filter_map(fold).collect();
    let entry = without_unit(folded.trim());
    if entry.is_empty() {
        return Err(if folded.trim().is_empty() { ValueProblem::Empty } else { ValueProblem::NotANumber });
    }
    if let Some(rest) = entry.strip_prefix('-') {
        let is_number = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        return Err(if is_number { ValueProblem::Negative } else { ValueProblem::NotANumber });
    }
    if entry.contains('\n') || entry.chars().any(char::is_alphabetic) && is_long(entry) {
        return Err(ValueProblem::PastedText);
    }
    if !entry.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '.')) {
        return Err(ValueProblem::NotANumber);
    }
    match entry.split_once([',', '.']) {
        None => whole(entry, digits),
        Some((before, "")) => whole(before, digits),
        Some((before, after)) if !before.is_empty() && after.bytes().all(|b| b.is_ascii_digit()) => {
            Err(ValueProblem::NotAnInteger { whole: whole(before, digits).ok() })
        }
        Some(_) if is_long(entry) => Err(ValueProblem::PastedText),
        Some(_) => Err(ValueProblem::NotANumber),
    }
}

/// Digits, with or without blanks between thousands (`10 450`) or between single cells (`1 0 4 5 0`).
fn whole(text: &str, digits: u8) -> Result<u32, ValueProblem> {
    let groups: Vec<&str> = text.split(' ').filter(|group| !group.is_empty()).collect();
    let Some((first, rest)) = groups.split_first() else { return Err(ValueProblem::NotANumber) };
    let in_cells = first.len() == 1 && rest.iter().all(|group| group.len() == 1);
    let in_thousands = first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    if !rest.is_empty() && !in_cells && !in_thousands {
        return Err(ValueProblem::SeveralNumbers);
    }
    let joined = groups.concat();
    let significant = joined.trim_start_matches('0');
    if significant.len() > usize::from(digits.clamp(1, 9)) {
        return Err(ValueProblem::TooManyDigits);
    }
    if significant.is_empty() { Ok(0) } else { significant.parse().map_err(|_| ValueProblem::TooManyDigits) }
}

fn is_long(text: &str) -> bool {
    text.chars().count() > LONGEST_ENTRY
}

/// One spelling for digits, blanks, marks and minuses; nothing for characters that cannot be seen.
fn fold(c: char) -> Option<char> {
    let digit = |zero: &char| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10);
    if let Some(value) = ZEROS.iter().find_map(digit) {
        return char::from_digit(value, 10);
    }
    match c {
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}' => None,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{66b}' | '\u{ff0c}' => Some(','),
        '\u{ff0e}' => Some('.'),
        '\u{2212}' | '\u{2013}' | '\u{ff0d}' => Some('-'),
        blank if blank.is_whitespace() => Some(' '),
        other => Some(other),
    }
}

fn without_unit(text: &str) -> &str {
    UNITS
        .iter()
        .find_map(|unit| {
            // Units have as many letters in either case; cutting by characters never splits one.
            let letters = unit.chars().count();
            let (place, _) = text.char_indices().rev().nth(letters - 1)?;
            (letters::lowered(&text[place..]) == **unit).then_some(text[..place].trim_end())
        })
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, value) in [
            ("10450", 10_450),
            ("  10450\t", 10_450),
            ("010450", 10_450),
            ("00000000000000010450", 10_450),
            ("0", 0),
            ("00000", 0),
            ("10 450", 10_450),
            ("10\u{a0}450", 10_450),
            ("10\u{202f}450", 10_450),
            ("1 0 4 5 0", 10_450),
            ("10450,", 10_450),
            ("10450.", 10_450),
            ("١٠٤٥٠", 10_450),
            ("۱۰۴۵۰", 10_450),
            ("\u{200f}١٠٤٥٠\u{200e}", 10_450),
            ("１０４５０", 10_450),
            ("१०४५०", 10_450),
            ("\u{feff}10450", 10_450),
            ("10450 кВт·ч", 10_450),
            ("10450КВТЧ", 10_450),
            ("10450 kWh", 10_450),
            ("12 м3", 12),
            ("12м³", 12),
        ] {
            assert_eq!(parse_value(text, 5), Ok(value), "{text}");
        }
    }

    #[test]
    fn everything_else_has_a_reason() {
        use ValueProblem as P;
        let bill = "Лицевой счёт 67100000017 Период 11.2026 День 12345 12500 155 Ночь 4310 4400 90";
        for (text, problem) in [
            ("", P::Empty),
            (" \u{a0}\t ", P::Empty),
            ("\u{feff}\u{200b}", P::Empty),
            ("abc", P::NotANumber),
            ("кВт·ч", P::NotANumber),
            ("1e5", P::NotANumber),
            ("0x10", P::NotANumber),
            ("10450'", P::NotANumber),
            ("=10450", P::NotANumber),
            ("+10450", P::NotANumber),
            ("½", P::NotANumber),
            ("Ⅻ", P::NotANumber),
            ("12.11.2026", P::NotANumber),
            (",5", P::NotANumber),
            (".", P::NotANumber),
            ("-", P::NotANumber),
            ("-5", P::Negative),
            ("− 10450", P::Negative),
            ("10450,5", P::NotAnInteger { whole: Some(10_450) }),
            ("10450.5 кВт·ч", P::NotAnInteger { whole: Some(10_450) }),
            ("10 450,567", P::NotAnInteger { whole: Some(10_450) }),
            ("١٠٤٥٠٫٥", P::NotAnInteger { whole: Some(10_450) }),
            ("110450,5", P::NotAnInteger { whole: None }),
            ("104506", P::TooManyDigits),
            ("12345678901234567890", P::TooManyDigits),
            ("10450 4310", P::SeveralNumbers),
            ("10450\t4310", P::SeveralNumbers),
            ("10450\n4310", P::PastedText),
            (bill, P::PastedText),
        ] {
            assert_eq!(parse_value(text, 5), Err(problem), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in any::<String>(), digits in any::<u8>()) {
            if let Ok(value) = parse_value(&text, digits) {
                prop_assert!(value < 10_u32.pow(u32::from(digits.clamp(1, 9))));
            }
        }

        #[test]
        fn marks_digits_and_blanks_never_panic(text in "[-−0-9٠-٩０-９ .,кКВвтТчЧ·м³\\n\u{200f}]{0,60}", digits in 1_u8..9) {
            let _ = parse_value(&text, digits);
        }

        #[test]
        fn numbers_come_back(value in 0_u32..100_000_000) {
            prop_assert_eq!(parse_value(&value.to_string(), 8), Ok(value));
            prop_assert_eq!(parse_value(&format!(" {value:08} "), 8), Ok(value));
        }
    }
}
