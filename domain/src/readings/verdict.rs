//! The verdict ladder (`facts/domain.md` 2.2): what refuses a reading, what asks about it, what it amounts to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Period;
use crate::readings::consumption::{Ceiling, since_previous};
use crate::readings::exchange::fitting_order;
use crate::readings::habit::habit_findings;
use crate::readings::{Finding, FindingCode, Intake, MeterFace, ReadingPolicy, RemovedMeter, Severity};
use crate::tariffs::{Service, Zone};

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

/// What a reading is judged by, besides its meter.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// The branch's terms.
    pub policy: &'a ReadingPolicy,
    /// Use in the periods before.
    pub history: &'a History,
    /// The day of receipt in the branch's zone.
    pub today: NaiveDate,
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

    /// The opposite of [`VerdictStatus::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Accepted, Self::Question, Self::Refused].into_iter().find(|status| status.as_str() == word)
    }
}

/// The ladder's result: the use it would mean, and everything found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Use since the last reading by zone, transformer factor applied and a removed meter's share added; empty when
    /// it cannot be told.
    pub consumption: Vec<(Zone, u64)>,
    /// Findings, gravest first.
    pub findings: Vec<Finding>,
    /// The period whose bill will use it.
    pub counts_for: Option<Period>,
    /// The same values in the order in which they fit the registers, when they look exchanged.
    pub exchanged: Option<Vec<(Zone, u32)>>,
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

    /// Whether the bill will be made from it: not when refused, nor when it is kept for information only because
    /// the verification has passed (ПП РФ № 354, п. 59 г).
    #[must_use]
    pub fn is_charged(&self) -> bool {
        self.status() != VerdictStatus::Refused
            && self.findings.iter().all(|finding| finding.code != FindingCode::VerificationExpired)
    }
}

/// Runs a submission up the ladder. Every input gets a verdict.
#[must_use]
pub fn assess(face: &MeterFace, submission: &Submission, circumstances: &Circumstances<'_>) -> Assessment {
    let mut findings = whole_findings(face, submission, circumstances);
    let mut consumption = Vec::with_capacity(face.registers.len());
    for register in &face.registers {
        let Some(&(zone, value)) = submission.values.iter().find(|(zone, _)| *zone == register.zone) else {
            continue;
        };
        let ceiling = Ceiling::of(face, register, submission.taken_on, circumstances.policy);
        match since_previous(face, register, value, ceiling) {
            Ok((units, code)) => {
                consumption.push((zone, units));
                findings.extend(code.map(|code| Finding { code, zone: Some(zone) }));
            }
            Err(code) => findings.push(Finding { code, zone: Some(zone) }),
        }
    }
    let exchanged = fitting_order(face, submission, circumstances.policy);
    if exchanged.is_some() {
        let code = match face.service {
            Service::Electricity => FindingCode::ZonesSwapped,
            Service::HotWater => FindingCode::RisersSwapped,
        };
        findings.push(Finding { code, zone: None });
    }
    if consumption.len() == face.registers.len() {
        add_removed(face, &mut consumption);
        if findings.iter().all(|finding| finding.code.severity() != Severity::Refusal) {
            findings.extend(habit_findings(face, submission, &consumption, circumstances));
        }
    } else {
        consumption.clear();
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.code.severity()));
    let counts_for = circumstances.policy.counts_for(submission.taken_on, circumstances.today);
    Assessment { consumption, findings, counts_for, exchanged }
}

/// The entry itself, E1 on the set of values, E2, W3 and lateness.
fn whole_findings(
    face: &MeterFace,
    submission: &Submission,
    &Circumstances { policy, today, .. }: &Circumstances<'_>,
) -> Vec<Finding> {
    use FindingCode as F;
    let (values, taken_on) = (&submission.values, submission.taken_on);
    let known = |zone| face.registers.iter().any(|register| register.zone == zone);
    let twice =
        values.iter().enumerate().any(|(i, (zone, _))| values[..i].iter().any(|(other, _)| other == zone));
    let missing = face.registers.iter().any(|register| values.iter().all(|(zone, _)| *zone != register.zone));
    let before_last = face.registers.iter().any(|register| taken_on < register.previous_on);
    let found = [
        (face.intake == Intake::Automatic, F::EntryClosed),
        (face.intake == Intake::TakenOff, F::MeterTakenOff),
        (missing, F::TooFewValues),
        (twice || values.iter().any(|(zone, _)| !known(*zone)), F::TooManyValues),
        (taken_on > today, F::DateInFuture),
        (before_last, F::DateBeforeLast),
        (face.verified_until.is_some_and(|until| taken_on > until), F::VerificationExpired),
        (policy.is_late(taken_on, today), F::AfterWindow),
        (policy.is_excused(taken_on, today), F::TakenInWindow),
    ];
    found.into_iter().filter(|(is, _)| *is).map(|(_, code)| Finding { code, zone: None }).collect()
}

/// Replacement: (removed_final − previous) + (new − new_initial).
fn add_removed(face: &MeterFace, consumption: &mut Vec<(Zone, u64)>) {
    for &(zone, units) in face.removed.iter().flat_map(RemovedMeter::consumption) {
        match consumption.iter_mut().find(|(other, _)| *other == zone) {
            Some((_, sum)) => *sum = sum.saturating_add(units),
            None => consumption.push((zone, units)),
        }
    }
}

#[cfg(test)]
#[path = "verdict_property_tests.rs"]
mod properties;
#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
