//! A meter as the verdict ladder sees it: its face, its registers, and the one that hung there before.

use chrono::NaiveDate;

use crate::readings::consumption::{Ceiling, since_previous};
use crate::readings::{Finding, FindingCode, ReadingPolicy};
use crate::tariffs::{Service, Zone};

/// The face of a meter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeterFace {
    /// What it counts.
    pub service: Service,
    /// How its readings come.
    pub intake: Intake,
    /// Whole digits of each register, 3–8; the red decimals are not read.
    pub digits: u8,
    /// Transformer factor, 1 for a direct connection.
    pub coefficient: u32,
    /// Registers in the order the customer is asked for them.
    pub registers: Vec<Register>,
    /// Until when the verification holds, if known.
    pub verified_until: Option<NaiveDate>,
    /// The meter that was taken off since the last reading, if one was.
    pub removed: Option<RemovedMeter>,
}

/// How a meter's readings come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// The customer reads it off.
    ByHand,
    /// It sends them itself; entry is closed (`facts/domain.md` 2.1).
    Automatic,
    /// It no longer hangs there.
    TakenOff,
}

/// One register with its last accepted value, or its first one if the meter is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Register {
    /// What it counts.
    pub zone: Zone,
    /// Last accepted value.
    pub previous: u32,
    /// The day that value was taken.
    pub previous_on: NaiveDate,
}

/// What a replaced meter had counted since its last reading: it belongs to the first reading of its successor
/// (`facts/domain.md` 2.2, replacement).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedMeter {
    taken_off_on: NaiveDate,
    consumption: Vec<(Zone, u64)>,
}

impl RemovedMeter {
    /// From its face and the values of the act of removal.
    ///
    /// # Errors
    /// The findings for which such an act cannot be right: a value missing, too long, or lower than the last one.
    pub fn new(
        face: &MeterFace,
        finals: &[(Zone, u32)],
        taken_off_on: NaiveDate,
        policy: &ReadingPolicy,
    ) -> Result<Self, Vec<Finding>> {
        let (mut consumption, mut findings) = (Vec::new(), Vec::new());
        for register in &face.registers {
            let zone = Some(register.zone);
            let value = finals.iter().find(|(zone, _)| *zone == register.zone).map(|(_, value)| *value);
            let ceiling = Ceiling::of(face, register, taken_off_on, policy);
            match value.map(|value| since_previous(face, register, value, ceiling)) {
                None => findings.push(Finding { code: FindingCode::TooFewValues, zone }),
                Some(Err(code)) => findings.push(Finding { code, zone }),
                Some(Ok((units, _))) => consumption.push((register.zone, units)),
            }
            if taken_off_on < register.previous_on {
                findings.push(Finding { code: FindingCode::DateBeforeLast, zone });
            }
        }
        if findings.is_empty() { Ok(Self { taken_off_on, consumption }) } else { Err(findings) }
    }

    /// What the server has told of an act it has checked.
    #[must_use]
    pub const fn known(taken_off_on: NaiveDate, consumption: Vec<(Zone, u64)>) -> Self {
        Self { taken_off_on, consumption }
    }

    /// The day it was taken off.
    #[must_use]
    pub const fn taken_off_on(&self) -> NaiveDate {
        self.taken_off_on
    }

    /// What it had counted, by zone, in units of the service.
    #[must_use]
    pub fn consumption(&self) -> &[(Zone, u64)] {
        &self.consumption
    }
}

impl MeterFace {
    /// Puts values to registers in the order in which they are asked for, as SMS and lists give them.
    ///
    /// # Errors
    /// [`FindingCode::TooFewValues`] or [`FindingCode::TooManyValues`].
    pub fn assign(&self, values: &[u32]) -> Result<Vec<(Zone, u32)>, FindingCode> {
        match values.len().cmp(&self.registers.len()) {
            std::cmp::Ordering::Less => Err(FindingCode::TooFewValues),
            std::cmp::Ordering::Greater => Err(FindingCode::TooManyValues),
            std::cmp::Ordering::Equal => {
                Ok(self.registers.iter().map(|register| register.zone).zip(values.iter().copied()).collect())
            }
        }
    }
}
