//! Bills of an account, each line with where it comes from.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::bills::{ChangeReason, Derivation, LineKind, Method};
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_domain::{AccountNumber, Kopecks, Period};

/// Bills of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillList {
    /// Newest first.
    pub items: Vec<BillSummary>,
    /// Where the next page begins, when there is one.
    pub next_cursor: Option<String>,
}

/// A bill in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillSummary {
    /// Its number.
    pub number: String,
    /// The month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// By when it is to be paid.
    #[serde(with = "crate::moments")]
    pub due_on: NaiveDate,
    /// What the month costs.
    pub charged_kopecks: Kopecks,
    /// How its use was reckoned; absent when nothing but common use is on it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub method: Option<Method>,
}

/// A bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillView {
    /// Its number.
    pub number: String,
    /// Whose.
    pub account: AccountNumber,
    /// The month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// For what.
    pub service: Service,
    /// When it was made.
    #[serde(with = "crate::moments")]
    pub made_at: DateTime<FixedOffset>,
    /// By when it is to be paid.
    #[serde(with = "crate::moments")]
    pub due_on: NaiveDate,
    /// Who is paid.
    pub payee_name: String,
    /// ИНН of the payee.
    pub payee_inn: String,
    /// What the payee was owed for use before, or had been paid ahead (negative).
    pub before_kopecks: Kopecks,
    /// What the month costs: the sum of the lines.
    pub charged_kopecks: Kopecks,
    /// What was paid to this payee for use since the bill was made, until the next one was.
    pub paid_since_kopecks: Kopecks,
    /// What was put right for use in that time: more owed above zero, less below; absent when nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_since_kopecks: Option<Kopecks>,
    /// The lines, in the order of the bill.
    pub lines: Vec<BillLineView>,
    /// Tariffs that the lines name.
    pub tariffs: Vec<TariffCited>,
    /// What makes it another sum than the bill of the month before; absent when there is none.
    #[serde(default)]
    pub changes: Option<BillChanges>,
    /// Penalty for paying earlier bills late: never in the sums above. Absent when there is none.
    #[serde(default)]
    pub penalty: Option<BillPenalty>,
    /// The code for a bank's application (GOST R 56042-2014), while something is owed.
    #[serde(default)]
    pub payment_code: Option<String>,
}

impl BillView {
    /// What is left of it for use, without penalty: owed above zero, paid ahead below.
    #[must_use]
    pub fn left_for_use(&self) -> Kopecks {
        self.before_kopecks + self.charged_kopecks - self.paid_since_kopecks
            + self.corrected_since_kopecks.unwrap_or_default()
    }
}

impl BillPenalty {
    /// What is left of it.
    #[must_use]
    pub fn left(&self) -> Kopecks {
        self.before_kopecks + self.charged_kopecks - self.paid_since_kopecks
            + self.corrected_since_kopecks.unwrap_or_default()
    }
}

/// Penalty on a bill, apart from what the month costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillPenalty {
    /// What was owed of it before.
    pub before_kopecks: Kopecks,
    /// What has grown by the last day of the month: the sum of the parts.
    pub charged_kopecks: Kopecks,
    /// What of it was paid since the bill was made, until the next one was.
    pub paid_since_kopecks: Kopecks,
    /// What of it was put right in that time: more owed above zero, less below; absent when nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_since_kopecks: Option<Kopecks>,
    /// A part for each month that was not paid in time, oldest first.
    pub parts: Vec<PenaltyPart>,
}

/// Penalty for one month that was not paid in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenaltyPart {
    /// That month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// By when it was to be paid.
    #[serde(with = "crate::moments")]
    pub due_on: NaiveDate,
    /// The last day that is reckoned.
    #[serde(with = "crate::moments")]
    pub reckoned_on: NaiveDate,
    /// What has grown since the bill before; below zero it is given back.
    pub amount_kopecks: Kopecks,
    /// All that has grown for this month.
    pub grown_kopecks: Kopecks,
    /// How it came to be.
    pub derivation: Derivation,
}

/// The difference from the bill of the month before, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillChanges {
    /// What that month cost.
    pub before_kopecks: Kopecks,
    /// The parts; together they are the difference.
    pub parts: Vec<BillChange>,
}

/// A part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillChange {
    /// Why.
    pub reason: ChangeReason,
    /// In which zone, when it is one.
    pub zone: Option<Zone>,
    /// More above zero, less below.
    pub amount_kopecks: Kopecks,
}

/// A line of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillLineView {
    /// What it is.
    pub kind: LineKind,
    /// How use was reckoned.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub method: Option<Method>,
    /// In which zone, when it is one.
    pub zone: Option<Zone>,
    /// In which range, from 1, when there are ranges.
    pub range: Option<u8>,
    /// First day.
    #[serde(with = "crate::moments")]
    pub first_day: NaiveDate,
    /// Last day.
    #[serde(with = "crate::moments")]
    pub last_day: NaiveDate,
    /// Units, a decimal.
    pub units: Option<String>,
    /// Roubles a unit, a decimal, when there is one price.
    pub price: Option<String>,
    /// The sum; below zero it is given back.
    pub amount_kopecks: Kopecks,
    /// How it came to be.
    pub derivation: Derivation,
}

/// By whose order a price is what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TariffCited {
    /// Id of the version, as derivations name it.
    pub id: String,
    /// The order.
    pub source: String,
    /// For demonstration: not a fact.
    pub is_demo: bool,
    /// Branch whose page of tariffs tells of it.
    #[serde(default)]
    pub branch: Option<String>,
}
