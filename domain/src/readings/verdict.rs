//! The verdict ladder (`facts/domain.md` 2.2): what refuses a reading, what asks about it, what it amounts to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Period;
use crate::readings::ReadingWindow;
use crate::tariffs::Zone;

/// Largest power a household connection draws, kW (`facts/domain.md` 2.2, E4).
const MAX_POWER_KW: u64 = 15;
/// W1 asks when use exceeds the average this many times.
const UNUSUAL_FACTOR: u64 = 3;
/// W1 needs at least this many periods of history.
const UNUSUAL_MIN_PERIODS: usize = 3;

/// The face of a meter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeterFace {
    /// Whole digits of each register, 3–8; the red decimals are not read.
    pub digits: u8,
    /// Transformer factor, 1 for a direct connection.
    pub coefficient: u32,
    /// Registers in the order the customer is asked for them.
    pub registers: Vec<Register>,
    /// Counts kWh, so that E4 applies; hot water has no such ceiling here.
    pub is_electric: bool,
    /// Until when the verification holds, if known.
    pub verified_until: Option<NaiveDate>,
}

/// One register with its last accepted value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Register {
    /// What it counts.
    pub zone: Zone,
    /// Last accepted value.
    pub previous: u32,
    /// The day that value was taken.
    pub previous_on: NaiveDate,
}

/// What the customer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// A value for each register.
    pub values: Vec<(Zone, u32)>,
    /// The day it was read off.
    pub taken_on: NaiveDate,
}

/// Use in the periods before, newest first, in units of the service.
pub type History = [u64];

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Told, changes nothing.
    Note,
    /// Asked about once; accepted when confirmed.
    Question,
    /// The reading cannot count.
    Refusal,
}

/// Why a reading is refused, asked about or remarked on. Words, rule and remedy live in the locales.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// E1: fewer values than registers.
    TooFewValues,
    /// E1: more values than registers, or one twice.
    TooManyValues,
    /// E1: more digits than the meter has.
    TooManyDigits,
    /// E2: taken tomorrow or later.
    DateInFuture,
    /// E2: taken before the last accepted reading.
    DateBeforeLast,
    /// E3: lower than the last accepted value, and no plausible roll-over.
    BelowPrevious,
    /// E4: more than the connection can draw in that time.
    AbovePhysicalLimit,
    /// E3: the meter went through zero.
    RolledOver,
    /// W1: more than three times the average.
    UnusuallyHigh,
    /// W1: nothing used, although something usually is.
    NothingUsed,
    /// W2: the values fit the registers better the other way round.
    ZonesSwapped,
    /// W3: the verification date has passed; kept for information, not used for charging.
    VerificationExpired,
    /// Received after the window: used in the next period.
    AfterWindow,
}

impl FindingCode {
    /// How much it weighs.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::TooFewValues
            | Self::TooManyValues
            | Self::TooManyDigits
            | Self::DateInFuture
            | Self::DateBeforeLast
            | Self::BelowPrevious
            | Self::AbovePhysicalLimit => Severity::Refusal,
            Self::RolledOver | Self::UnusuallyHigh | Self::NothingUsed | Self::ZonesSwapped => {
                Severity::Question
            }
            Self::VerificationExpired | Self::AfterWindow => Severity::Note,
        }
    }
}

/// One finding, on one register or on the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub code: FindingCode,
    /// Where, when it concerns one register.
    pub zone: Option<Zone>,
}

/// Standing of a reading after the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerdictStatus {
    /// Counts.
    Accepted,
    /// Counts, and an operator will look because the customer confirmed an odd value.
    Question,
    /// Does not count.
    Refused,
}

impl VerdictStatus {
    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Question => "question",
            Self::Refused => "refused",
        }
    }
}

/// The ladder's result: the use it would mean, and everything found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Use since the last reading by register, transformer factor applied; empty when it cannot be told.
    pub consumption: Vec<(Zone, u64)>,
    /// Findings, gravest first.
    pub findings: Vec<Finding>,
    /// The period whose bill will use it.
    pub counts_for: Option<Period>,
}

impl Assessment {
    /// Findings that need «Да, всё верно».
    pub fn questions(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.code.severity() == Severity::Question)
    }

    /// Standing of the reading once questions, if any, are confirmed.
    #[must_use]
    pub fn status(&self) -> VerdictStatus {
        match self.findings.iter().map(|finding| finding.code.severity()).max() {
            Some(Severity::Refusal) => VerdictStatus::Refused,
            Some(Severity::Question) => VerdictStatus::Question,
            Some(Severity::Note) | None => VerdictStatus::Accepted,
        }
    }
}

/// Runs a submission up the ladder.
#[must_use]
pub fn assess(
    face: &MeterFace,
    submission: &Submission,
    history: &History,
    window: ReadingWindow,
    today: NaiveDate,
) -> Assessment {
    let mut findings = whole_findings(face, submission, window, today);
    let mut consumption = Vec::with_capacity(face.registers.len());
    for register in &face.registers {
        let Some(&(_, value)) = submission.values.iter().find(|(zone, _)| *zone == register.zone) else {
            continue;
        };
        match consume(face, register, value, submission.taken_on) {
            Ok((units, code)) => {
                consumption.push((register.zone, units));
                findings.extend(code.map(|code| Finding { code, zone: Some(register.zone) }));
            }
            Err(code) => findings.push(Finding { code, zone: Some(register.zone) }),
        }
    }
    let refused = findings.iter().any(|finding| finding.code.severity() == Severity::Refusal);
    if refused {
        if consumption.len() != face.registers.len() {
            consumption.clear();
        }
    } else {
        findings.extend(habit_findings(&consumption, history));
    }
    if zones_look_swapped(face, submission) {
        findings.push(Finding { code: FindingCode::ZonesSwapped, zone: None });
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.code.severity()));
    Assessment { consumption, findings, counts_for: window.counts_for(today) }
}

/// E1 on the set of values, E2, W3 and lateness.
fn whole_findings(
    face: &MeterFace,
    submission: &Submission,
    window: ReadingWindow,
    today: NaiveDate,
) -> Vec<Finding> {
    let values = &submission.values;
    let known = |zone| face.registers.iter().any(|register| register.zone == zone);
    let twice =
        values.iter().enumerate().any(|(i, (zone, _))| values[..i].iter().any(|(other, _)| other == zone));
    let missing = face.registers.iter().any(|register| values.iter().all(|(zone, _)| *zone != register.zone));
    let before_last = face.registers.iter().any(|register| submission.taken_on < register.previous_on);
    let found = [
        (missing, FindingCode::TooFewValues),
        (twice || values.iter().any(|(zone, _)| !known(*zone)), FindingCode::TooManyValues),
        (submission.taken_on > today, FindingCode::DateInFuture),
        (before_last, FindingCode::DateBeforeLast),
        (
            face.verified_until.is_some_and(|until| submission.taken_on > until),
            FindingCode::VerificationExpired,
        ),
        (matches!(window.state(today), crate::readings::WindowState::After { .. }), FindingCode::AfterWindow),
    ];
    found.into_iter().filter(|(is, _)| *is).map(|(_, code)| Finding { code, zone: None }).collect()
}

/// E1 on the digits, E3 and E4 for one register: units used, and a question if any.
fn consume(
    face: &MeterFace,
    register: &Register,
    value: u32,
    taken_on: NaiveDate,
) -> Result<(u64, Option<FindingCode>), FindingCode> {
    let capacity = 10_u64.pow(u32::from(face.digits.clamp(1, 9)));
    let (value, previous, factor) =
        (u64::from(value), u64::from(register.previous), u64::from(face.coefficient));
    if value >= capacity {
        return Err(FindingCode::TooManyDigits);
    }
    let days =
        u64::try_from(taken_on.signed_duration_since(register.previous_on).num_days()).unwrap_or(0).max(1);
    let ceiling = MAX_POWER_KW * 24 * days * factor;
    let is_possible = |units: u64| !face.is_electric || units <= ceiling;
    if value >= previous {
        let units = (value - previous) * factor;
        return if is_possible(units) { Ok((units, None)) } else { Err(FindingCode::AbovePhysicalLimit) };
    }
    let units = (capacity.saturating_sub(previous) + value) * factor;
    // Water has no physical ceiling here, so a roll-over is believed only for less than a tenth of the drum.
    let is_plausible = if face.is_electric { is_possible(units) } else { units < capacity / 10 };
    if is_plausible { Ok((units, Some(FindingCode::RolledOver))) } else { Err(FindingCode::BelowPrevious) }
}

/// W1: the odd total.
fn habit_findings(consumption: &[(Zone, u64)], history: &History) -> Option<Finding> {
    if history.len() < UNUSUAL_MIN_PERIODS || consumption.is_empty() {
        return None;
    }
    let total: u64 = consumption.iter().map(|(_, units)| units).sum();
    let (sum, periods) = (history.iter().sum::<u64>(), history.len() as u64);
    let code = if total == 0 && sum > 0 {
        FindingCode::NothingUsed
    } else if sum > 0 && total * periods > UNUSUAL_FACTOR * sum {
        FindingCode::UnusuallyHigh
    } else {
        return None;
    };
    Some(Finding { code, zone: None })
}

/// W2 for two-zone meters: one value below its own previous one and both fitting the other register.
fn zones_look_swapped(face: &MeterFace, submission: &Submission) -> bool {
    let [a, b] = face.registers.as_slice() else { return false };
    let value = |zone| submission.values.iter().find(|(z, _)| *z == zone).map(|(_, value)| *value);
    let (Some(value_a), Some(value_b)) = (value(a.zone), value(b.zone)) else { return false };
    let fits_as_given = value_a >= a.previous && value_b >= b.previous;
    let fits_swapped = value_a >= b.previous && value_b >= a.previous;
    !fits_as_given && fits_swapped && a.zone != Zone::Kitchen
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
