//! Categories of households: each has prices of its own.

use serde::{Deserialize, Serialize};

/// Who pays which price for electricity (`facts/domain.md` 3.3). The reduced prices are set by order and never
/// computed: 0.7 of the full price is only about right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A town, gas stoves.
    UrbanGas,
    /// A town, electric stoves.
    UrbanElectric,
    /// The countryside.
    Rural,
}

impl Category {
    /// Every category, for tables and tests.
    pub const ALL: [Self; 3] = [Self::UrbanGas, Self::UrbanElectric, Self::Rural];

    /// The word in data, store and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UrbanGas => "urban_gas",
            Self::UrbanElectric => "urban_electric",
            Self::Rural => "rural",
        }
    }

    /// The opposite of [`Category::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for category in Category::ALL {
            assert_eq!(Category::parse(category.as_str()), Some(category));
        }
        assert_eq!(Category::parse("reduced"), None);
    }
}
