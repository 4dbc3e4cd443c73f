//! Readings: what is sent and the verdict that comes back.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::readings::{FindingCode, VerdictStatus};
use svetlitsa_domain::tariffs::Zone;
use svetlitsa_domain::{Kopecks, Period};

/// A reading to judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubmitReading {
    /// Id of the meter.
    pub meter: String,
    /// A value for each register.
    pub values: Vec<ZoneValue>,
    /// The day it was read off; today when absent.
    #[serde(default)]
    pub taken_on: Option<NaiveDate>,
    /// «Да, всё верно»: odd values were looked at twice.
    #[serde(default)]
    pub confirmed: bool,
}

/// Value of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ZoneValue {
    /// Which register.
    pub zone: Zone,
    /// Whole units, as on the dial.
    pub value: u32,
}

/// Use of a register since the reading before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ZoneUse {
    /// Which register.
    pub zone: Zone,
    /// kWh or m³.
    pub units: u64,
}

/// A finding of the verdict ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingView {
    /// What.
    pub code: FindingCode,
    /// Where, when it concerns one register.
    pub zone: Option<Zone>,
}

/// The way a reading came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The cabinet on the site.
    Portal,
    /// A lobby terminal.
    Terminal,
    /// SMS.
    Sms,
    /// The meter itself.
    Meter,
    /// Brought along from elsewhere: an import or an office.
    Office,
    /// A way that this build does not know yet.
    #[serde(other)]
    Unknown,
}

/// A reading with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadingView {
    /// Its id.
    pub id: String,
    /// Id of the meter.
    pub meter: String,
    /// Values.
    pub values: Vec<ZoneValue>,
    /// The day it was read off.
    pub taken_on: NaiveDate,
    /// When it arrived, in the branch's zone.
    pub received: DateTime<FixedOffset>,
    /// How it came.
    pub channel: Channel,
    /// The verdict.
    pub status: VerdictStatus,
    /// Why.
    pub findings: Vec<FindingView>,
    /// Use since the reading before; empty when refused.
    pub consumption: Vec<ZoneUse>,
    /// Cost of that use at today's tariff, when there is one.
    pub cost_kopecks: Option<Kopecks>,
    /// The period whose bill uses it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// A later reading of the same period stands in its place.
    pub is_replaced: bool,
}

/// Readings of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadingList {
    /// Newest first.
    pub items: Vec<ReadingView>,
    /// Pass as `cursor` for the next page; absent on the last.
    pub next_cursor: Option<String>,
}
