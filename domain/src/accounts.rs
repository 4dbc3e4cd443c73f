//! Accounts: the number a household is billed under, and what may be shown of a person to someone unproven.

pub mod access;
pub mod switch_over;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::letters;

/// Account number (лицевой счёт): 6 to 15 digits, stored as text because a leading zero counts.
///
/// There is no national format or checksum (`facts/domain.md` 7.1); a branch may fix the length.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct AccountNumber(String);

/// The text cannot be an account number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an account number")]
pub struct AccountNumberError;

impl AccountNumber {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountNumber {
    type Err = AccountNumberError;

    /// Accepts the spaces and hyphens that bills print between groups.
    fn from_str(text: &str) -> Result<Self, AccountNumberError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if (6..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(digits))
        } else {
            Err(AccountNumberError)
        }
    }
}

impl fmt::Display for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for AccountNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// House numbers as people write them, compared by what they mean: case, spaces and the letters that look alike
/// in both alphabets do not matter (`12 А`, `12а`, `12A` are one house).
#[must_use]
pub fn normalize_house(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .map(letters::upper)
        .map(|c| match c {
            'A' => 'А',
            'B' => 'В',
            'E' => 'Е',
            'K' => 'К',
            'C' => 'С',
            '\\' => '/',
            other => other,
        })
        .collect()
}

/// A person's name as shown to someone who gave two identifiers but did not sign in: `И***а М. П.`
/// (`facts/domain.md` 8). An organisation, or a name of one word, keeps its first and last letter.
#[must_use]
pub fn mask_name(full_name: &str) -> String {
    let mut words = full_name.split_whitespace();
    let Some(first) = words.next() else { return String::new() };
    let masked = mask_word(first);
    let initials: String =
        words.filter_map(|word| word.chars().find(|c| c.is_alphabetic())).map(|c| format!(" {c}.")).collect();
    masked + &initials
}

fn mask_word(word: &str) -> String {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    match letters.as_slice() {
        [] => "***".to_owned(),
        [only] | [only, _] => format!("{only}***"),
        [first, .., last] => format!("{first}***{last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_numbers_ignore_the_printers_spaces() {
        assert_eq!("671 0000-0017".parse::<AccountNumber>().unwrap().as_str(), "67100000017");
        for text in ["", "12345", "1234567890123456", "6710000001a", "６７１００００００１７"] {
            assert!(text.parse::<AccountNumber>().is_err(), "{text}");
        }
    }

    #[test]
    fn houses_compare_by_meaning() {
        assert_eq!(normalize_house(" 12 а"), normalize_house("12A"));
        assert_ne!(normalize_house("12"), normalize_house("12а"));
    }

    #[test]
    fn masks_hide_the_surname() {
        assert_eq!(mask_name("Иванова Мария Петровна"), "И***а М. П.");
        assert_eq!(mask_name("Ли Ан"), "Л*** А.");
        assert_eq!(mask_name(""), "");
    }
}
