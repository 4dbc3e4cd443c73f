//! Telephones of accounts of the sample world.

use serde::Deserialize;

/// `phones.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phones {
    /// In any order.
    pub phones: Vec<SamplePhone>,
}

/// A telephone of an account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SamplePhone {
    /// Account number.
    pub account: String,
    /// The telephone.
    pub phone: String,
}
