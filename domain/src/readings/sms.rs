//! A reading by SMS: `account value`, `account day night`, `account kitchen bath` (`seeds/003`).
//!
//! One account a message, as many values as its meter has registers. Values are ASCII digits, words are separated by
//! spaces or tabs; anything else is refused with a reason (`contracts.md` 5).

use crate::AccountNumber;
use crate::readings::FindingCode;

/// Most registers a meter has.
const MOST_VALUES: usize = 3;
/// Most digits of a value (`facts/domain.md` 2.1).
const MOST_DIGITS: usize = 8;

/// A well-formed message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsReading {
    /// Whose.
    pub account: AccountNumber,
    /// One to three values, in the order of the registers: see [`crate::readings::MeterFace::assign`].
    pub values: Vec<u32>,
}

/// Why a message is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SmsRefusal {
    /// Not of the form.
    Malformed,
    /// An account and nothing else.
    NoValue,
    /// Decimals.
    NotAnInteger,
    /// More than one account in a message.
    SeveralAccounts,
    /// No such account here.
    UnknownAccount,
    /// The verdict ladder refuses.
    Ladder(FindingCode),
}

impl SmsRefusal {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::NoValue => "no_value",
            Self::NotAnInteger => "not_an_integer",
            Self::SeveralAccounts => "several_accounts",
            Self::UnknownAccount => "unknown_account",
            Self::Ladder(code) => code.as_str(),
        }
    }
}

/// Reads a message.
///
/// # Errors
/// [`SmsRefusal`]: the form, or [`FindingCode::TooManyValues`] and [`FindingCode::TooManyDigits`] where no meter has
/// so many.
pub fn parse_sms(text: &str) -> Result<SmsReading, SmsRefusal> {
    let mut lines = text.split(['\r', '\n']).filter(|line| !line.trim().is_empty());
    if text.contains(['\r', '\n']) {
        let accounts = lines.filter(|line| is_account(words(line).next().unwrap_or_default())).count();
        return Err(if accounts > 1 { SmsRefusal::SeveralAccounts } else { SmsRefusal::Malformed });
    }
    let mut words = words(lines.next().unwrap_or_default());
    let first = words.next().filter(|word| is_account(word)).ok_or(SmsRefusal::Malformed)?;
    let account: AccountNumber = first.parse().map_err(|_| SmsRefusal::Malformed)?;
    let words: Vec<&str> = words.collect();
    let refusals = words.iter().filter_map(|word| refusal(word, first));
    if let Some(refusal) = refusals.min_by_key(|refusal| weight(*refusal)) {
        return Err(refusal);
    }
    match words.len() {
        0 => Err(SmsRefusal::NoValue),
        1..=MOST_VALUES => {
            let values = words.iter().map(|word| word.parse()).collect::<Result<_, _>>();
            Ok(SmsReading { account, values: values.map_err(|_| SmsRefusal::Malformed)? })
        }
        _ => Err(SmsRefusal::Ladder(FindingCode::TooManyValues)),
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', '\t']).filter(|word| !word.is_empty())
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_account(word: &str) -> bool {
    is_digits(word) && (6..=15).contains(&word.len())
}

/// What is wrong with a word that should be a value.
fn refusal(word: &str, account: &str) -> Option<SmsRefusal> {
    if is_digits(word) {
        return match word.len() {
            ..=MOST_DIGITS => None,
            length if length == account.len() => Some(SmsRefusal::SeveralAccounts),
            _ => Some(SmsRefusal::Ladder(FindingCode::TooManyDigits)),
        };
    }
    let is_decimal =
        word.split_once([',', '.']).is_some_and(|(whole, rest)| is_digits(whole) && is_digits(rest));
    Some(if is_decimal { SmsRefusal::NotAnInteger } else { SmsRefusal::Malformed })
}

/// Of several reasons the one to tell: what the message as a whole lacks comes before a single word.
const fn weight(refusal: SmsRefusal) -> u8 {
    match refusal {
        SmsRefusal::SeveralAccounts => 0,
        SmsRefusal::Malformed => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_forms_of_the_source() {
        for (text, account, values) in [
            ("69123456789 10450", "69123456789", vec![10_450]),
            ("69123456789 10450 4310", "69123456789", vec![10_450, 4_310]),
            ("18300000030 123 345", "18300000030", vec![123, 345]),
            ("69123456789 1 2 3", "69123456789", vec![1, 2, 3]),
            (" \t69123456789 \t 010450\t", "69123456789", vec![10_450]),
            ("123456 0", "123456", vec![0]),
            ("123456789012345 12345678", "123456789012345", vec![12_345_678]),
        ] {
            let reading = SmsReading { account: account.parse().unwrap(), values };
            assert_eq!(parse_sms(text), Ok(reading), "{text:?}");
        }
    }

    #[test]
    fn everything_else_is_refused_with_a_reason() {
        for (text, code) in [
            ("", "malformed"),
            (" \t ", "malformed"),
            ("69123456789", "no_value"),
            ("69123456789 \t", "no_value"),
            ("69123456789 10450,5", "not_an_integer"),
            ("69123456789 10450.5", "not_an_integer"),
            ("69123456789 10450 4310,5", "not_an_integer"),
            ("69123456789 1 2 3 4", "too_many_values"),
            ("69123456789 123456789", "too_many_digits"),
            ("69123456789 12345678901234567890", "too_many_digits"),
            ("69123456789 10450\n69123456788 200", "several_accounts"),
            ("69123456789 10450\r\n69123456788 200\r\n", "several_accounts"),
            ("69123456789 10450 69123456788 200", "several_accounts"),
            ("69123456789 69123456788", "several_accounts"),
            ("69123456789 10450\n", "malformed"),
            ("69123456789\n10450", "malformed"),
            ("12345 10450", "malformed"),
            ("1234567890123456 10450", "malformed"),
            ("69123456789,10450", "malformed"),
            ("69123456789;10450", "malformed"),
            ("69123456789 день 10450", "malformed"),
            ("69123456789 -10450", "malformed"),
            ("69123456789 +10450", "malformed"),
            ("69123456789 10450,", "malformed"),
            ("69123456789 1e5", "malformed"),
            ("69123456789 abc 10450,5", "malformed"),
            ("69123456789\u{a0}10450", "malformed"),
            ("69123456789 １０４５０", "malformed"),
            ("٦٩١٢٣٤٥٦٧٨٩ 10450", "malformed"),
            ("691-234-56789 10450", "malformed"),
            ("\u{feff}69123456789 10450", "malformed"),
        ] {
            assert_eq!(parse_sms(text).unwrap_err().as_str(), code, "{text:?}");
        }
        assert_eq!(SmsRefusal::UnknownAccount.as_str(), "unknown_account");
        assert_eq!(SmsRefusal::Ladder(FindingCode::TooFewValues).as_str(), "too_few_values");
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in any::<String>()) {
            let _ = parse_sms(&text);
        }

        #[test]
        fn what_is_sent_is_what_is_read(
            account in "[0-9]{6,15}",
            values in proptest::collection::vec(0_u32..100_000_000, 1..=3),
            blank in "[ \t]{1,4}",
        ) {
            let words: Vec<String> = values.iter().map(u32::to_string).collect();
            let reading = parse_sms(&format!("{account}{blank}{}", words.join(&blank))).unwrap();
            prop_assert_eq!(reading.account.as_str(), account);
            prop_assert_eq!(reading.values, values);
        }
    }
}
