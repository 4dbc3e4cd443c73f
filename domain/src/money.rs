//! Money: whole kopecks in a newtype, never a float.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// A signed sum in kopecks (1 ₽ = 100 kopecks).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Kopecks(pub i64);

/// Why a text is not a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was typed.
    #[error("no sum given")]
    Empty,
    /// Something else than digits and one decimal mark.
    #[error("not a number")]
    NotANumber,
    /// A fraction of a kopeck.
    #[error("more than two decimals")]
    TooPrecise,
    /// Beyond what a sum of this trade can be (10¹³ kopecks).
    #[error("too large")]
    TooLarge,
}

impl Kopecks {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// Parses roubles as people type them: `1234`, `1 234,5`, `1234.56`, with ordinary, no-break or thin spaces.
    ///
    /// # Errors
    /// [`MoneyError`] for an empty text, other characters, a third decimal or more than 11 digits of roubles.
    pub fn parse_rubles(text: &str) -> Result<Self, MoneyError> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let compact = compact.trim_end_matches('₽');
        if compact.is_empty() {
            return Err(MoneyError::Empty);
        }
        let (whole, fraction) = match compact.split_once([',', '.']) {
            Some((whole, fraction)) => (whole, fraction),
            None => (compact, ""),
        };
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return Err(MoneyError::NotANumber);
        }
        if fraction.len() > 2 {
            return Err(MoneyError::TooPrecise);
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 11 {
            return Err(MoneyError::TooLarge);
        }
        let rubles: i64 =
            if whole.is_empty() { 0 } else { whole.parse().map_err(|_| MoneyError::TooLarge)? };
        let cents: i64 = match fraction.len() {
            0 => 0,
            1 => fraction.parse::<i64>().map_err(|_| MoneyError::NotANumber)? * 10,
            _ => fraction.parse().map_err(|_| MoneyError::NotANumber)?,
        };
        Ok(Self(rubles * 100 + cents))
    }

    /// Rounds a sum in roubles to whole kopecks, half away from zero: the one rounding rule of the house,
    /// applied once per printed line (`facts/domain.md` 3.4). `None` when it does not fit.
    #[must_use]
    pub fn from_rubles_rounded(rubles: Decimal) -> Option<Self> {
        let kopecks = rubles.checked_mul(Decimal::ONE_HUNDRED)?;
        kopecks
            .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
            .to_i64()
            .map(Self)
    }

    /// `None` on overflow.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// True above zero.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The sum without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

/// Roubles with two decimals and a point, as protocols write them: `1234.56`, `-0.05`.
impl fmt::Display for Kopecks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let n = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", n / 100, n % 100)
    }
}

impl Add for Kopecks {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Kopecks {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Kopecks {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Kopecks {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Kopecks {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parses_what_people_type() {
        for (text, kopecks) in [
            ("0", 0),
            ("1234", 123_400),
            ("1234,5", 123_450),
            ("1 234.56", 123_456),
            ("1\u{202f}234,56\u{a0}₽", 123_456),
            ("007", 700),
            ("12,", 1_200),
        ] {
            assert_eq!(Kopecks::parse_rubles(text), Ok(Kopecks(kopecks)), "{text}");
        }
        for (text, error) in [
            ("", MoneyError::Empty),
            ("  ", MoneyError::Empty),
            ("abc", MoneyError::NotANumber),
            ("-5", MoneyError::NotANumber),
            (",5", MoneyError::NotANumber),
            ("1.2.3", MoneyError::NotANumber),
            ("1e9", MoneyError::NotANumber),
            ("٣", MoneyError::NotANumber),
            ("0.001", MoneyError::TooPrecise),
            ("999999999999", MoneyError::TooLarge),
        ] {
            assert_eq!(Kopecks::parse_rubles(text), Err(error), "{text}");
        }
    }

    #[test]
    fn rounds_half_away_from_zero() {
        for (rubles, kopecks) in [("1239.583", 123_958), ("0.005", 1), ("0.0049", 0), ("-0.005", -1)] {
            let rubles: Decimal = rubles.parse().unwrap();
            assert_eq!(Kopecks::from_rubles_rounded(rubles), Some(Kopecks(kopecks)));
        }
        assert_eq!(Kopecks::from_rubles_rounded(Decimal::MAX), None);
    }

    proptest! {
        #[test]
        fn display_and_parse_agree(n in 0_i64..1_000_000_000_000) {
            prop_assert_eq!(Kopecks::parse_rubles(&Kopecks(n).to_string()), Ok(Kopecks(n)));
        }
    }
}
