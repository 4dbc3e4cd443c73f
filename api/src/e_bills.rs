//! Bills by e-mail instead of paper.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::AccountNumber;

use crate::registrations::ConsentView;

/// Whether bills of an account come by e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EBillView {
    /// Since when; absent while they come on paper.
    #[serde(default, with = "crate::moments::option")]
    pub since: Option<DateTime<FixedOffset>>,
    /// Where to: the address of the cabinet; empty for staff who looks on.
    pub email: String,
    /// What one agrees to.
    pub consent: ConsentView,
}

/// Bills by e-mail from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubscribeEBill {
    /// Version of the text that was read and agreed to.
    pub consent_version: String,
}

/// They come on paper again: where a letter's link led.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EBillEnded {
    /// Whose.
    pub account: AccountNumber,
}
