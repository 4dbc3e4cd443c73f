//! Sums of money: whole kopecks inside, `"123.45"` on the wire.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A sum of roubles in kopecks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kopecks(pub i64);

impl Kopecks {
    /// Reads the acquirer's notation: digits, a point, exactly two digits. At most eleven digits of roubles.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (roubles, kopecks) = text.split_once('.')?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(roubles) || !digits(kopecks) || kopecks.len() != 2 || roubles.len() > 11 {
            return None;
        }
        let roubles: i64 = roubles.parse().ok()?;
        let kopecks: i64 = kopecks.parse().ok()?;
        Some(Self(roubles * 100 + kopecks))
    }

    /// The amount object of the protocol.
    #[must_use]
    pub fn wire(self) -> Value {
        json!({ "value": self.to_string(), "currency": "RUB" })
    }

    /// This many ten-thousandths of the sum, rounded half up.
    #[must_use]
    pub fn per_myriad(self, share: i64) -> Self {
        Self((self.0 * share + 5_000) / 10_000)
    }
}

impl fmt::Display for Kopecks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::Kopecks;

    #[test]
    fn reads_two_decimals_and_nothing_else() {
        for (text, kopecks) in [("0.01", 1), ("1.00", 100), ("123.45", 12_345), ("00000000001.10", 110)] {
            assert_eq!(Kopecks::parse(text), Some(Kopecks(kopecks)), "{text}");
        }
        for text in ["", "1", "1.", ".50", "1.5", "1.005", "-1.00", "+1.00", "1e9", "1,00", " 1.00", "١.00"]
        {
            assert_eq!(Kopecks::parse(text), None, "{text:?}");
        }
        assert_eq!(Kopecks::parse("100000000000.00"), None, "twelve digits of roubles");
    }

    #[test]
    fn writes_what_it_reads() {
        for text in ["0.01", "1.00", "99999999999.99"] {
            assert_eq!(Kopecks::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn shares_round_half_up() {
        assert_eq!(Kopecks(10_000).per_myriad(70), Kopecks(70));
        assert_eq!(Kopecks(50).per_myriad(100), Kopecks(1));
        assert_eq!(Kopecks(49).per_myriad(100), Kopecks(0));
    }
}
