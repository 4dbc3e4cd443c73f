//! Staff: finding an account and looking into its cabinet, read-only.

use serde::{Deserialize, Serialize};
use svetlitsa_domain::AccountNumber;

/// Shortest reason of a preview, characters.
pub const MIN_REASON: usize = 5;
/// Longest reason of a preview, characters.
pub const MAX_REASON: usize = 300;

/// An account found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundAccount {
    /// Account number.
    pub number: AccountNumber,
    /// Customer.
    pub name: String,
    /// Address.
    pub address: String,
    /// The branch's name.
    pub branch_name: String,
    /// Has a cabinet, so that the customer can see who looked.
    pub has_cabinet: bool,
}

/// Accounts found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundAccounts {
    /// At most 20; narrow the search for more.
    pub items: Vec<FoundAccount>,
}

/// Starts a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StartPreview {
    /// Whose cabinet.
    pub account: AccountNumber,
    /// Why, shown to the customer; [`MIN_REASON`]..=[`MAX_REASON`] characters.
    pub reason: String,
}
