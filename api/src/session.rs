//! Who is here: the probe every page starts with, and signing in.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::AccountNumber;

/// Answer of the probe; 200 for everyone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    /// Business time of the server, which pages count from.
    #[serde(with = "crate::moments")]
    pub now: DateTime<FixedOffset>,
    /// Present when this is the sample world.
    pub demo: Option<DemoView>,
    /// The resident who is signed in.
    pub resident: Option<ResidentView>,
    /// The member of staff who is signed in.
    pub staff: Option<StaffView>,
    /// The cabinet is being looked at by staff.
    pub preview: Option<PreviewView>,
    /// The terminal that this page runs on.
    pub terminal: Option<TerminalView>,
    /// Telephone of the contact centre.
    pub phone: String,
}

/// The sample world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoView {
    /// The clock does not show the real date.
    pub is_clock_shifted: bool,
}

/// A resident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResidentView {
    /// Id: what a device keeps for somebody is bound to it, for a login may change.
    #[serde(default)]
    pub id: String,
    /// E-mail to sign in with.
    pub login: String,
    /// Name to address by.
    pub name: String,
    /// Accounts of the cabinet.
    pub accounts: Vec<AccountNumber>,
}

/// What a member of staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Works on appeals and applications, previews cabinets.
    Operator,
    /// The same, and sees everybody's work.
    Supervisor,
    /// Settings.
    Admin,
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffView {
    /// E-mail to sign in with.
    pub login: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: StaffRole,
}

/// A preview that is going on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewView {
    /// Whose cabinet.
    pub account: AccountNumber,
    /// The customer's name.
    pub customer_name: String,
    /// Who looks.
    pub staff_name: String,
    /// Why.
    pub reason: String,
    /// When it ends by itself.
    #[serde(with = "crate::moments")]
    pub expires: DateTime<FixedOffset>,
}

/// A terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TerminalView {
    /// `K-0001`.
    pub id: String,
    /// Where it stands.
    pub place: String,
    /// Branch whose window and phone the attract screen shows.
    pub branch: crate::accounts::BranchContact,
    /// That branch's window.
    pub window: crate::accounts::WindowView,
    /// Width of its printer's paper, mm: 80, or 58 with 32 columns.
    #[serde(default = "usual_paper_mm")]
    pub paper_mm: u8,
}

impl TerminalView {
    /// The paper of most printers, mm.
    pub const USUAL_PAPER_MM: u8 = 80;
}

const fn usual_paper_mm() -> u8 {
    TerminalView::USUAL_PAPER_MM
}

/// A place where the cabinet is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionRecord {
    /// Id; not the token.
    pub id: String,
    /// The one that asks.
    pub is_current: bool,
    /// Since when, real time.
    #[serde(with = "crate::moments")]
    pub since: DateTime<FixedOffset>,
    /// When it was last here, to some minutes, real time.
    #[serde(with = "crate::moments")]
    pub last_seen: DateTime<FixedOffset>,
    /// Browser, `Firefox`; empty when not known.
    pub browser: String,
    /// System, `Android`; empty when not known.
    pub system: String,
    /// IP address it was last seen at; empty when not known.
    pub address: String,
}

/// Places where the cabinet is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionList {
    /// The one that asks first, then the last seen.
    pub items: Vec<SessionRecord>,
}

/// How many places were signed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionsEnded {
    /// Places.
    pub count: u32,
}

/// Login and password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// E-mail, or account number followed by `@demo.svetlitsa` in the sample world.
    pub login: String,
    /// Password.
    pub password: String,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn").field("login", &self.login).finish_non_exhaustive()
    }
}
