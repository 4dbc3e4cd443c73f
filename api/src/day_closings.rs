//! Days compared with the acquirer's list: what it took, what was credited, and what differs.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::Kopecks;

/// What came of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayClosingView {
    /// The day.
    #[serde(with = "crate::moments")]
    pub day: NaiveDate,
    /// When it was compared last.
    #[serde(with = "crate::moments")]
    pub closed: DateTime<FixedOffset>,
    /// Payments that the acquirer took.
    pub taken: u32,
    /// Of them, those that were credited only now.
    pub credited_now: u32,
    /// What was taken and what was credited, payee by payee.
    pub payees: Vec<DayOfPayee>,
    /// What differs; nothing when the day is in order.
    pub differences: Vec<DayDifference>,
}

/// A payee's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayOfPayee {
    /// Name; absent for money of which it is not known whose it is.
    pub payee_name: Option<String>,
    /// By the acquirer's list.
    pub taken_kopecks: Kopecks,
    /// By the ledger.
    pub credited_kopecks: Kopecks,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayDifference {
    /// How.
    pub kind: DifferenceKind,
    /// Our payment.
    pub payment: Option<String>,
    /// The acquirer's.
    pub acquirer_id: Option<String>,
    /// Account.
    pub account: Option<String>,
    /// What the acquirer took.
    pub taken_kopecks: Kopecks,
    /// What the ledger has.
    pub credited_kopecks: Kopecks,
    /// Number of the case that was opened for it.
    pub case: String,
}

/// How the acquirer's list and the ledger differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// The acquirer took money for a payment that is none of ours.
    Unknown,
    /// It took money that could not be credited.
    NotCredited,
    /// It took another sum.
    OtherSum,
    /// We credited what it did not take.
    NotTaken,
}

/// Days that were compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayClosingList {
    /// Newest first.
    pub items: Vec<DayClosingView>,
}
