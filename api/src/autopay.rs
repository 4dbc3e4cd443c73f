//! Automatic payment: what the owner allows, what comes next, and what became of every bill.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::payments::autopay::{AutopayState, DebitState, SkipReason, StopReason};
use svetlitsa_domain::{Kopecks, Period};

use crate::registrations::ConsentView;

/// Automatic payment of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AutopayView {
    /// Where it stands.
    pub state: AutopayState,
    /// Why it was stopped.
    pub stop_reason: Option<StopReason>,
    /// Day of the month; absent for "when the bill comes".
    pub day: Option<u8>,
    /// Never more than this at once, kopecks.
    pub cap_kopecks: Kopecks,
    /// Bills that are not by readings are left alone.
    pub skips_estimated: bool,
    /// With what it pays.
    pub method: PaymentMethod,
    /// Masked card or bank, once the bank has allowed it.
    pub instrument: Option<String>,
    /// Where the owner allows it, while the bank waits.
    pub confirmation_url: Option<String>,
    /// How long before a debit its sum is told, days.
    pub notice_days: u32,
    /// How often a debit is tried, a day apart.
    pub attempts: u32,
    /// Where the notices go.
    pub email: String,
    /// What is agreed to.
    pub consent: ConsentView,
    /// Debits, newest month first.
    pub debits: Vec<AutopayDebitView>,
}

/// What became of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AutopayDebitView {
    /// Month of the bill.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// Where it stands.
    pub state: DebitState,
    /// What was told; once paid, what was charged; of a bill left alone, what was owed.
    pub amount_kopecks: Kopecks,
    /// When it is charged, or was tried last.
    #[serde(with = "crate::moments")]
    pub due_on: NaiveDate,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it was left alone.
    pub skipped: Option<SkipReason>,
    /// Why the bank refused last, a reason of the acquirer's list.
    pub failure: Option<String>,
    /// Its newest payment.
    pub payment: Option<String>,
    /// When it ended.
    #[serde(default, with = "crate::moments::option")]
    pub settled: Option<DateTime<FixedOffset>>,
}

/// What the owner allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetUpAutopay {
    /// Day of the month, 1 to 28; absent for "when the bill comes".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<u8>,
    /// Never more than this at once, kopecks.
    pub cap_kopecks: Kopecks,
    /// Bills that are not by readings are left alone.
    pub skips_estimated: bool,
    /// With what: a card or SBP.
    pub method: PaymentMethod,
    /// Version of the text that was agreed to.
    pub consent_version: String,
}
