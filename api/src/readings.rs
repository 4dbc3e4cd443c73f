//! Readings: what is sent and the verdict that comes back.

mod sheet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::readings::{
    CountedBy, FindingCode, ReadingPolicy, ReadingState, ReadingWindow, VerdictStatus,
};
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_domain::{Kopecks, Period};

pub use sheet::{
    HouseList, HouseView, RowFault, RowOutcome, RowVerdict, SheetProgress, SheetSource, SubmitSheet,
};

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
    #[serde(default, with = "crate::moments::option")]
    pub taken_on: Option<NaiveDate>,
    /// The moment it was read off, by the device that kept it until it had signal; comes before `taken_on`.
    #[serde(default, with = "crate::moments::option", skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<DateTime<FixedOffset>>,
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

/// A branch's terms for readings: an older server sends none, which are the usual ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ReadingTerms {
    /// Largest power of a household connection, kW.
    pub max_power_kw: u32,
    /// Most water one riser gives, m³ a day.
    pub max_riser_m3_a_day: u32,
    /// A use so many times the average is asked about.
    pub unusual_factor: u32,
    /// Once there is so much history.
    pub unusual_min_periods: u32,
    /// More use by night than by day is asked about.
    pub asks_night_above_day: bool,
    /// A reading taken in the window counts for it when it arrives so many days later; when absent, the day of
    /// receipt decides.
    pub grace_days: Option<u8>,
}

impl ReadingTerms {
    /// The wire's form of a policy.
    #[must_use]
    pub const fn of(policy: &ReadingPolicy) -> Self {
        Self {
            max_power_kw: policy.max_power_kw,
            max_riser_m3_a_day: policy.max_riser_m3_a_day,
            unusual_factor: policy.unusual_factor,
            unusual_min_periods: policy.unusual_min_periods,
            asks_night_above_day: policy.asks_night_above_day,
            grace_days: match policy.counted_by {
                CountedBy::Received => None,
                CountedBy::Taken { grace_days } => Some(grace_days),
            },
        }
    }

    /// The policy in a window.
    #[must_use]
    pub const fn policy(&self, window: ReadingWindow) -> ReadingPolicy {
        ReadingPolicy {
            window,
            max_power_kw: self.max_power_kw,
            max_riser_m3_a_day: self.max_riser_m3_a_day,
            unusual_factor: self.unusual_factor,
            unusual_min_periods: self.unusual_min_periods,
            asks_night_above_day: self.asks_night_above_day,
            counted_by: match self.grace_days {
                None => CountedBy::Received,
                Some(grace_days) => CountedBy::Taken { grace_days },
            },
        }
    }
}

impl Default for ReadingTerms {
    fn default() -> Self {
        Self::of(&ReadingPolicy::usual(ReadingWindow::WHOLE_MONTH))
    }
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

/// Where a reading stands: the wire's form of [`ReadingState`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReadingStanding {
    /// It arrived; nobody looked at it yet.
    Received,
    /// Something is asked about it.
    Checked,
    /// Counts.
    Accepted,
    /// Counts; an operator will look at it before the bill.
    Question,
    /// Does not count.
    Refused,
    /// The bill of its period is made of it.
    Used,
    /// A later one stands in its place.
    Replaced,
    /// Somewhere that this build does not know yet.
    #[serde(other)]
    Unknown,
}

impl From<ReadingState> for ReadingStanding {
    fn from(state: ReadingState) -> Self {
        match state {
            ReadingState::Received => Self::Received,
            ReadingState::Checked => Self::Checked,
            ReadingState::Accepted => Self::Accepted,
            ReadingState::Question => Self::Question,
            ReadingState::Refused => Self::Refused,
            ReadingState::Used => Self::Used,
            ReadingState::Replaced => Self::Replaced,
        }
    }
}

impl ReadingStanding {
    /// Whether a bill is or will be made of it.
    #[must_use]
    pub const fn is_counting(self) -> bool {
        matches!(self, Self::Accepted | Self::Question | Self::Used)
    }
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
    /// The house elder's sheet.
    Elder,
    /// A way that this build does not know yet.
    #[serde(other)]
    Unknown,
}

impl Channel {
    /// Every way there is.
    pub const ALL: [Self; 6] =
        [Self::Portal, Self::Terminal, Self::Sms, Self::Meter, Self::Office, Self::Elder];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Terminal => "terminal",
            Self::Sms => "sms",
            Self::Meter => "meter",
            Self::Office => "office",
            Self::Elder => "elder",
            Self::Unknown => "unknown",
        }
    }

    /// The opposite of [`Channel::as_str`]; a word of a later build is [`Channel::Unknown`].
    #[must_use]
    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|channel| channel.as_str() == word).unwrap_or(Self::Unknown)
    }
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
    #[serde(with = "crate::moments")]
    pub taken_on: NaiveDate,
    /// When it arrived, in the branch's zone.
    #[serde(with = "crate::moments")]
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
    /// Where it stands now.
    pub state: ReadingStanding,
    /// Whether a photo of the dial is attached.
    #[serde(default)]
    pub has_photo: bool,
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

/// What not sending will cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SilenceView {
    /// Stage by stage, the next period first.
    pub stages: Vec<SilenceStage>,
    /// The rule behind it.
    pub rule: String,
    /// The dwelling's norm, when it is known.
    pub norm: Option<NormView>,
}

/// Periods that are charged alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SilenceStage {
    /// How.
    pub method: SilenceMethod,
    /// The first of them.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub from: Period,
    /// The last of them; absent when it stays so.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub until: Option<Period>,
    /// kWh or m³ a period, a decimal string; absent when it cannot be told.
    pub units: Option<String>,
    /// What a period costs; absent when it cannot be told.
    pub cost_kopecks: Option<Kopecks>,
}

/// How a period without a reading is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SilenceMethod {
    /// By the average of the months before.
    Average,
    /// By the norm.
    Norm,
    /// By the norm, times a factor.
    RaisedNorm,
    /// In a way that this build does not know yet.
    #[serde(other)]
    Unknown,
}

/// A norm and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NormView {
    /// kWh or m³ a person and month, a decimal string.
    pub per_person: String,
    /// People registered.
    pub residents: u32,
    /// Who set it.
    pub source: String,
    /// For demonstration only.
    pub is_demo: bool,
}

/// Use of an account month by month, to be drawn and compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsumptionView {
    /// What is counted.
    pub service: Service,
    /// Oldest first, three years at most; a period without a reading is left out.
    pub items: Vec<PeriodConsumption>,
}

/// Use in a period, of all meters together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeriodConsumption {
    /// The month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// By register.
    pub uses: Vec<ZoneUse>,
    /// What it cost, when a price is known.
    pub cost_kopecks: Option<Kopecks>,
}

/// A message that arrived at the SMS gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IncomingSms {
    /// Who sent it.
    pub from: String,
    /// What it says.
    pub text: String,
    /// When the gateway received it.
    #[serde(with = "crate::moments")]
    pub received_at: DateTime<FixedOffset>,
    /// The gateway's id of it: the same id is the same message.
    #[serde(default)]
    pub id: Option<String>,
}

/// The answer to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SmsReply {
    /// What goes back to the sender, one SMS long.
    pub reply: String,
    /// The verdict.
    pub verdict: VerdictStatus,
    /// Why: a code of the grammar or of the ladder, or the verdict itself.
    pub code: String,
}
