//! Who signs in to the sample world, at which terminal, and who looked.

use std::collections::BTreeMap;

use serde::Deserialize;
use svetlitsa_api::session::StaffRole;
use svetlitsa_domain::AccountNumber;

use crate::data::sample::moment::Moment;

/// `cabinets.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cabinets {
    /// The one password of all of them.
    pub password: String,
    /// Cabinets.
    pub cabinets: Vec<Cabinet>,
    /// Codes on bills by account.
    pub bill_codes: BTreeMap<String, String>,
}

/// A cabinet.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cabinet {
    /// E-mail to sign in with.
    pub login: String,
    /// Name to address by.
    pub name: String,
    /// Accounts in the owner's order.
    pub accounts: Vec<AccountNumber>,
}

/// `staff.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// The one password of all of them.
    pub password: String,
    /// Members.
    pub staff: Vec<StaffMember>,
    /// Looks into cabinets.
    #[serde(default)]
    pub previews: Vec<SamplePreview>,
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffMember {
    /// E-mail to sign in with.
    pub login: String,
    /// Full name.
    pub name: String,
    /// Post, shown to customers.
    pub post: String,
    /// Role.
    pub role: StaffRole,
}

/// A look into a cabinet that is over.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SamplePreview {
    /// Whose.
    pub account: AccountNumber,
    /// Login of who looked.
    pub staff: String,
    /// Why.
    pub reason: String,
    /// When it began.
    pub at: Moment,
    /// How long it took.
    pub minutes: u32,
}

/// `terminals.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Terminals {
    /// Terminals.
    pub terminals: Vec<SampleTerminal>,
}

/// A terminal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleTerminal {
    /// `K-0001`.
    pub id: String,
    /// Where it stands.
    pub place: String,
    /// Branch id.
    pub branch: String,
    /// Width of its printer's paper, mm: 80 or 58.
    #[serde(default = "usual_paper")]
    pub paper_mm: u8,
}

const fn usual_paper() -> u8 {
    80
}

/// `agents.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agents {
    /// Agents.
    pub agents: Vec<SampleAgent>,
}

/// An agent that may speak every dialect, from anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleAgent {
    /// Id.
    pub id: String,
    /// Name on receipts.
    pub name: String,
    /// Its secret.
    pub secret: String,
}
