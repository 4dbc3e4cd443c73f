//! A promise and its clock, the same for a payment, an appeal and an application.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::standards::{PromiseState, Standard};

/// One running, kept or broken promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockView {
    /// Which promise.
    pub standard: Standard,
    /// Since when, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub started: DateTime<FixedOffset>,
    /// The last moment in which it is kept.
    #[serde(with = "crate::moments")]
    pub due: DateTime<FixedOffset>,
    /// When it was kept.
    #[serde(default, with = "crate::moments::option")]
    pub met: Option<DateTime<FixedOffset>>,
    /// How it stands now.
    pub state: PromiseState,
    /// Where the promise is written.
    pub source: String,
}
