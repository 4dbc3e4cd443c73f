//! What the cabinet's owner agreed to, and withdrawing it.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A consent that was given and stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentRecord {
    /// What for: `cabinet`, `e_bill`.
    pub purpose: String,
    /// Version of the text.
    pub version: String,
    /// When, real time.
    #[serde(with = "crate::moments")]
    pub given: DateTime<FixedOffset>,
}

/// What the cabinet's owner agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentList {
    /// The oldest first.
    pub items: Vec<ConsentRecord>,
}

/// Withdraws the consent: the cabinet is closed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WithdrawConsent {
    /// The password that is good now.
    pub current_password: String,
    /// Six digits of the app, or a recovery code, where signing in asks for one.
    #[serde(default)]
    pub code: String,
}

impl std::fmt::Debug for WithdrawConsent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WithdrawConsent").finish_non_exhaustive()
    }
}
