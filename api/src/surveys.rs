//! What customers think of an answer, and once a year of the service.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// Marks that can be given, 5 is best.
pub const MARKS: RangeInclusive<u8> = 1..=5;
/// Longest text, characters.
pub const MAX_TEXT: usize = 1000;

/// An opinion of whoever follows the letter's link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RateByLink {
    /// What stands behind `#` in the link.
    pub token: String,
    /// One of [`MARKS`].
    pub mark: u8,
    /// In the customer's words, up to [`MAX_TEXT`] characters; an empty one leaves what was said before.
    #[serde(default)]
    pub text: String,
}

/// An opinion of the author of an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RateAppeal {
    /// The contact that it was filed with; not needed in the cabinet that it was filed from.
    #[serde(default)]
    pub contact: String,
    /// One of [`MARKS`].
    pub mark: u8,
    /// As in [`RateByLink`].
    #[serde(default)]
    pub text: String,
}

/// Whether the cabinet's owner is asked today what to think of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct YearlySurvey {
    /// Nothing was asked for a year.
    pub is_due: bool,
}

/// What the cabinet's owner thinks of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RateService {
    /// One of [`MARKS`]; none from whoever does not care to say.
    #[serde(default)]
    pub mark: Option<u8>,
    /// As in [`RateByLink`].
    #[serde(default)]
    pub text: String,
}
