//! W1 and the rest of W2: what is possible but odd.

use chrono::{Datelike, NaiveDate};

use crate::readings::{Circumstances, Finding, FindingCode, MeterFace, Submission};
use crate::tariffs::Zone;

/// What to ask about a use that no rung refuses.
pub(super) fn habit_findings(
    face: &MeterFace,
    submission: &Submission,
    consumption: &[(Zone, u64)],
    circumstances: &Circumstances<'_>,
) -> Vec<Finding> {
    let odd_total = odd_total(face, submission.taken_on, consumption, circumstances);
    let night = circumstances.policy.asks_night_above_day && is_night_above_day(face, consumption);
    odd_total
        .into_iter()
        .chain(night.then_some(FindingCode::NightAboveDay))
        .map(|code| Finding { code, zone: None })
        .collect()
}

/// W1. After silent months a reading is measured against as many averages, or honest people would be asked.
fn odd_total(
    face: &MeterFace,
    taken_on: NaiveDate,
    consumption: &[(Zone, u64)],
    &Circumstances { policy, history, .. }: &Circumstances<'_>,
) -> Option<FindingCode> {
    let periods = history.len() as u128;
    if periods < u128::from(policy.unusual_min_periods.max(1)) || consumption.is_empty() {
        return None;
    }
    let total = sum(consumption.iter().map(|(_, units)| *units));
    let usual = sum(history.iter().copied());
    let since = face.registers.iter().map(|register| register.previous_on).min()?;
    let months = u128::try_from(month_number(taken_on) - month_number(since)).unwrap_or(0).max(1);
    if usual == 0 {
        None
    } else if total == 0 {
        Some(FindingCode::NothingUsed)
    } else if total * periods > u128::from(policy.unusual_factor.max(1)) * months * usual {
        Some(FindingCode::UnusuallyHigh)
    } else {
        None
    }
}

fn month_number(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

/// W2. A household whose dial already shows more by night than by day heats by night: it is not asked every month.
fn is_night_above_day(face: &MeterFace, consumption: &[(Zone, u64)]) -> bool {
    let night_and_day = |units: &[(Zone, u64)]| {
        let of = |is_night| {
            sum(units.iter().filter(|(zone, _)| (*zone == Zone::Night) == is_night).map(|(_, units)| *units))
        };
        (of(true), of(false))
    };
    let dial: Vec<_> = face.registers.iter().map(|r| (r.zone, u64::from(r.previous))).collect();
    let ((night_on_dial, day_on_dial), (night, day)) = (night_and_day(&dial), night_and_day(consumption));
    face.registers.len() > 1 && night > day && night_on_dial <= day_on_dial
}

/// Wide enough for any history.
fn sum(units: impl Iterator<Item = u64>) -> u128 {
    units.map(u128::from).sum()
}
