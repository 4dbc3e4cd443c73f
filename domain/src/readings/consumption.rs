//! Use between two values of a register: through zero, times the transformer factor, never negative.

use chrono::NaiveDate;

use crate::readings::{FindingCode, MeterFace, ReadingPolicy, Register};
use crate::tariffs::Service;

/// The most that can have gone through since the last value, units of the service, and what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ceiling {
    units: u64,
    code: FindingCode,
}

impl Ceiling {
    /// E4. Power × hours for electricity: 15 kW give 11 160 kWh in 31 days (`facts/domain.md` 2.2); behind a
    /// transformer so many times more. A riser gives what the branch says it can.
    pub(super) fn of(
        face: &MeterFace,
        register: &Register,
        taken_on: NaiveDate,
        policy: &ReadingPolicy,
    ) -> Self {
        let days = taken_on.signed_duration_since(register.previous_on).num_days();
        let days = u64::try_from(days).unwrap_or(0).max(1);
        let (a_day, code) = match face.service {
            Service::Electricity => (u64::from(policy.max_power_kw) * 24, FindingCode::AbovePhysicalLimit),
            Service::HotWater => (u64::from(policy.max_riser_m3_a_day), FindingCode::AboveRiserLimit),
        };
        Self { units: a_day.saturating_mul(days).saturating_mul(u64::from(face.coefficient)), code }
    }
}

/// E1 on the digits, E3 and E4 for one register: units used, and [`FindingCode::RolledOver`] when they are counted
/// through zero.
///
/// A lower value is believed to have gone through zero when the use this means is possible in that time and is less
/// than half a turn of the drum: beyond that, a slip of the finger is the likelier story.
pub(super) fn since_previous(
    face: &MeterFace,
    register: &Register,
    value: u32,
    ceiling: Ceiling,
) -> Result<(u64, Option<FindingCode>), FindingCode> {
    let turn = 10_u64.pow(u32::from(face.digits.clamp(1, 9)));
    let (value, previous, factor) =
        (u64::from(value), u64::from(register.previous), u64::from(face.coefficient));
    if value >= turn {
        return Err(FindingCode::TooManyDigits);
    }
    if value >= previous {
        let units = (value - previous) * factor;
        return if units <= ceiling.units { Ok((units, None)) } else { Err(ceiling.code) };
    }
    let steps = turn.saturating_sub(previous) + value;
    let is_plausible = steps < turn / 2 && steps * factor <= ceiling.units;
    if is_plausible {
        Ok((steps * factor, Some(FindingCode::RolledOver)))
    } else {
        Err(FindingCode::BelowPrevious)
    }
}
