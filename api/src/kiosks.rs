//! Terminals: enrolment.

use serde::{Deserialize, Serialize};

/// Enrols the browser it is sent from as a terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnrolTerminal {
    /// One-time code given out by an administrator.
    pub code: String,
}
