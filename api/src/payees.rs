//! Whom an account pays and paid: a timeline with what is owed to each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use svetlitsa_domain::bills::{OpeningOrigin, PayeeReason};
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_domain::{AccountNumber, Kopecks, Period};

/// Whom an account pays and paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayeeTimelineView {
    /// The account.
    pub account: AccountNumber,
    /// What is supplied.
    pub service: Service,
    /// Whether payments are taken here.
    pub takes_payments: bool,
    /// Newest first; every day has exactly one.
    pub items: Vec<PayeeStretchView>,
}

/// One payee, for some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayeeStretchView {
    /// Its id; what a payment names.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where the money goes; absent for one that was paid past us.
    #[serde(default)]
    pub requisites: Option<Requisites>,
    /// First day for whose use it is owed; absent from ever.
    #[serde(with = "crate::moments::option", default)]
    pub from: Option<NaiveDate>,
    /// Last day, counted; absent for the payee of today.
    #[serde(with = "crate::moments::option", default)]
    pub until: Option<NaiveDate>,
    /// Why it began.
    pub reason: PayeeReason,
    /// The decision or order that says so; empty when none is known.
    pub basis: String,
    /// What was taken over when it began, and from whom; absent where nothing was, or that is not kept.
    #[serde(default)]
    pub taken_over: Option<TakenOver>,
    /// What the meter showed when it began, newest before that day, where that is known.
    pub opening_readings: Vec<OpeningReading>,
    /// What was carried over to it when it began; zero as a rule: debts stay with the payee before.
    pub opening_kopecks: Kopecks,
    /// What it is owed now: above zero a debt, below zero paid ahead.
    pub balance_kopecks: Kopecks,
    /// The months that are not even.
    pub months: Vec<PayeeMonth>,
    /// Whether use of today is owed to it.
    pub is_current: bool,
    /// Whether a payment to it can be made here.
    pub is_payable: bool,
}

/// Where a payee's money goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Requisites {
    /// ИНН.
    pub inn: String,
    /// КПП.
    pub kpp: String,
    /// The bank's name.
    pub bank: String,
    /// БИК.
    pub bic: String,
    /// Settlement account.
    pub account: String,
    /// Correspondent account.
    pub correspondent: String,
    /// For demonstration: not to be paid to.
    pub is_demo: bool,
}

/// What a payee took over when it began: from whom, and the paper that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenOver {
    /// Whose books it comes from.
    pub origin: OpeningOrigin,
    /// Their keeper's name; empty when it is not known.
    pub from_name: String,
    /// The day from which the new books hold.
    #[serde(with = "crate::moments")]
    pub on: NaiveDate,
    /// The act or file that says so.
    pub document: String,
    /// Its line, from 1, where it has lines.
    #[serde(default)]
    pub document_line: Option<u32>,
    /// The owners' decision that made it so.
    #[serde(default)]
    pub decision: Option<OwnersDecision>,
    /// What the registers showed on that day.
    pub readings: Vec<OpeningReading>,
}

/// A decision of a house's owners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnersDecision {
    /// Number of its protocol.
    pub protocol: String,
    /// The day of the meeting.
    #[serde(with = "crate::moments")]
    pub decided_on: NaiveDate,
}

/// What a register showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningReading {
    /// Which register.
    pub zone: Zone,
    /// Its value.
    pub value: u32,
    /// The day it was read.
    #[serde(with = "crate::moments")]
    pub taken_on: NaiveDate,
}

/// A month that is not even.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayeeMonth {
    /// The month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// Owed above zero, paid ahead below.
    pub amount_kopecks: Kopecks,
}
