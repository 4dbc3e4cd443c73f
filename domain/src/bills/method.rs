//! How a month was charged: by meter, by average, or by norm.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::readings::{AccrualMethod, NormFactor};

/// How use was reckoned. One word on the wire and in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// By readings.
    Actual,
    /// By the average of the months before.
    Average,
    /// By the norm, times a factor.
    Norm(NormFactor),
}

impl Method {
    /// Every method, for tables and tests.
    pub const ALL: [Self; 5] = [
        Self::Actual,
        Self::Average,
        Self::Norm(NormFactor::Plain),
        Self::Norm(NormFactor::OneAndAHalf),
        Self::Norm(NormFactor::Ten),
    ];

    /// The word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Average => "average",
            Self::Norm(NormFactor::Plain) => "norm",
            Self::Norm(NormFactor::OneAndAHalf) => "norm_one_and_a_half",
            Self::Norm(NormFactor::Ten) => "norm_ten",
        }
    }

    /// The opposite of [`Method::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == word)
    }

    /// Whether there was a reading.
    #[must_use]
    pub const fn is_actual(self) -> bool {
        matches!(self, Self::Actual)
    }
}

impl From<AccrualMethod> for Method {
    fn from(method: AccrualMethod) -> Self {
        match method {
            AccrualMethod::Average => Self::Average,
            AccrualMethod::Norm(factor) => Self::Norm(factor),
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Method {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Method {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::parse(&word).ok_or_else(|| serde::de::Error::custom("no method of charging"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for method in Method::ALL {
            assert_eq!(Method::parse(method.as_str()), Some(method));
        }
        assert_eq!(Method::parse("guess"), None);
    }
}
