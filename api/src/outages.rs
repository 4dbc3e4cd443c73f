//! Outages: the board for everybody, reports, letters that somebody asks for, and the desk.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::outages::{OutageAction, OutageKind, OutageStage, OutageTrouble};

use crate::appeals::AppealView;

/// Longest text of an outage, of a step and of a report's note, characters.
pub const MAX_TEXT: usize = 1000;
/// Most streets of one outage.
pub const MOST_PLACES: usize = 20;

/// Part of a street.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OutagePlace {
    /// Town and street.
    pub street: String,
    /// Houses; the whole street without one.
    #[serde(default)]
    pub houses: Vec<String>,
}

/// An outage as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageView {
    /// Its id.
    pub id: String,
    /// Branch id.
    pub branch: String,
    /// What it is.
    pub kind: OutageKind,
    /// Whether it was announced before.
    pub is_planned: bool,
    /// How far it is now.
    pub stage: OutageStage,
    /// What is known of it.
    pub text: String,
    /// What it covers.
    pub places: Vec<OutagePlace>,
    /// When it begins or began, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub begins: DateTime<FixedOffset>,
    /// When power is expected; absent while nobody knows.
    #[serde(default, with = "crate::moments::option")]
    pub expected: Option<DateTime<FixedOffset>>,
    /// When power came back, or it was cancelled.
    #[serde(default, with = "crate::moments::option")]
    pub ended: Option<DateTime<FixedOffset>>,
    /// What happened since it was entered, oldest first.
    pub events: Vec<OutageEvent>,
}

/// One step of an outage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageEvent {
    /// When.
    #[serde(with = "crate::moments")]
    pub at: DateTime<FixedOffset>,
    /// What was done; absent for its entry.
    #[serde(default)]
    pub action: Option<OutageAction>,
    /// When power was expected from then on.
    #[serde(default, with = "crate::moments::option")]
    pub expected: Option<DateTime<FixedOffset>>,
    /// Why.
    #[serde(default)]
    pub text: Option<String>,
}

/// Whom to call in a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageBranch {
    /// Branch id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Telephone for outages: of the grid's duty desk, or of the contact centre where the branch names none.
    pub phone: String,
    /// Whether that is the grid's duty desk.
    pub is_desk: bool,
    /// Telephone of the contact centre.
    pub contact_centre: String,
}

/// Current and planned outages, and those of the last day that are over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageBoard {
    /// When it was so.
    #[serde(with = "crate::moments")]
    pub as_of: DateTime<FixedOffset>,
    /// Every branch.
    pub branches: Vec<OutageBranch>,
    /// Current ones, then planned ones by their beginning, then those that are over, newest first.
    pub items: Vec<OutageView>,
}

/// A street with its houses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageStreet {
    /// Town and street.
    pub street: String,
    /// Its houses.
    pub houses: Vec<String>,
}

/// Streets and houses of a branch: never flats, never people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageStreets {
    /// By name.
    pub items: Vec<OutageStreet>,
}

/// A house: of an account of the cabinet, or by branch, street and number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OutageHouse {
    /// Account of the cabinet; empty when the rest says it.
    #[serde(default)]
    pub account: String,
    /// Branch id.
    #[serde(default)]
    pub branch: String,
    /// Town and street, as listed.
    #[serde(default)]
    pub street: String,
    /// House, as listed.
    #[serde(default)]
    pub house: String,
}

/// A report. A contact is not needed: the house is enough for the duty desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportOutage {
    /// Where.
    pub at: OutageHouse,
    /// What is wrong.
    pub trouble: OutageTrouble,
    /// What else is to be known, up to [`MAX_TEXT`] characters.
    #[serde(default)]
    pub note: String,
    /// Where the acknowledgement and the answer go.
    #[serde(default)]
    pub email: String,
    /// Where the duty desk may call back.
    #[serde(default)]
    pub phone: String,
    /// Language of the letters: `ru` or `en`.
    #[serde(default)]
    pub language: String,
    /// It is not what is known already: registered in any case.
    #[serde(default)]
    pub is_other: bool,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportOutcome {
    /// An outage that covers the house is known: nothing was registered.
    Known,
    /// Neighbours have reported the same: counted with theirs.
    Joined,
    /// It is an appeal now, with its number.
    Registered,
}

/// What became of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageReported {
    /// In a word.
    pub outcome: ReportOutcome,
    /// Town, street and house.
    pub at: OutageHouse,
    /// The outage that is known.
    #[serde(default)]
    pub outage: Option<OutageView>,
    /// The appeal that it became.
    #[serde(default)]
    pub appeal: Option<AppealView>,
    /// When the first of them reported it.
    #[serde(default, with = "crate::moments::option")]
    pub first: Option<DateTime<FixedOffset>>,
    /// How many reported it, this one counted.
    #[serde(default)]
    pub reports: u32,
    /// Whether the grid's duty desk is written to; else a clerk hands it on.
    #[serde(default)]
    pub is_for_desk: bool,
    /// Whom to call.
    pub branch: OutageBranch,
}

/// Who wants to be written to about an outage, or about a house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubscribeOutage {
    /// Id of the outage; empty for a house.
    #[serde(default)]
    pub outage: String,
    /// The house, unless an outage is named.
    #[serde(default)]
    pub at: OutageHouse,
    /// Where to; the address of the cabinet when empty.
    #[serde(default)]
    pub email: String,
    /// Language of the letters: `ru` or `en`.
    #[serde(default)]
    pub language: String,
}

/// What became of the wish. The same for a mailbox that is known and one that is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageSubscribed {
    /// Letters come; else only after the link of the first one was followed.
    pub is_confirmed: bool,
    /// Where to, masked.
    pub masked_email: String,
}

/// What a link of a letter was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageFollowed {
    /// Streets, or street and house.
    pub about: String,
}

/// An outage as staff sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffOutage {
    /// What everybody sees.
    pub outage: OutageView,
    /// Who entered it.
    pub entered_by: String,
    /// Who did each step, in the order of the events.
    pub by: Vec<String>,
    /// What can be done now.
    pub actions: Vec<OutageAction>,
}

/// Outages of the staff's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffOutageList {
    /// Every branch, for a new one.
    pub branches: Vec<OutageBranch>,
    /// As on the board; those that are over, of the last thirty days.
    pub items: Vec<StaffOutage>,
}

/// An outage to enter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnterOutage {
    /// Branch id.
    pub branch: String,
    /// What it is.
    pub kind: OutageKind,
    /// Whether it is announced before it begins.
    pub is_planned: bool,
    /// What it covers, 1..=[`MOST_PLACES`] streets.
    pub places: Vec<OutagePlace>,
    /// When it begins or began, in the branch's zone: `2026-11-20T09:30`.
    pub begins: String,
    /// When power is expected, in the same form; empty while nobody knows.
    #[serde(default)]
    pub expected: String,
    /// What is known of it, up to [`MAX_TEXT`] characters.
    pub text: String,
}

/// A clerk's step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepOutage {
    /// What to do.
    pub action: OutageAction,
    /// When power is expected now, for a move: `2026-11-20T09:30` in the branch's zone.
    #[serde(default)]
    pub expected: String,
    /// Why, needed for some actions, up to [`MAX_TEXT`] characters.
    #[serde(default)]
    pub text: String,
}
