//! What silence costs: by average for at most three periods, then by the norm; and what a reading puts right.

mod average;
mod cause;

use rust_decimal::Decimal;

use crate::readings::silence::average::Average;
use crate::tariffs::{Norm, Service, Zone, ZonePrice};
use crate::{Kopecks, Period};

pub use cause::{AVERAGE_PERIODS_IN_A_ROW, AccrualMethod, NoReading, NormFactor};

/// Use of one period by zone.
pub type PeriodUse = Vec<(Zone, u64)>;

/// Everything that decides what a household without readings is charged.
#[derive(Clone, Copy, Debug)]
pub struct Silence<'a> {
    /// Of what.
    pub service: Service,
    /// Why there is no reading.
    pub cause: NoReading,
    /// Periods already charged without one, the last in a row.
    pub silent_before: u32,
    /// Use in the periods with readings, newest first.
    pub history: &'a [PeriodUse],
    /// The dwelling's norm, when it is known.
    pub norm: Option<Norm>,
    /// Prices of the day.
    pub prices: &'a [ZonePrice],
}

/// A charge for a period without a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentCharge {
    /// For which month.
    pub period: Period,
    /// How it is reckoned.
    pub method: AccrualMethod,
    /// Line by line; each is rounded once.
    pub lines: Vec<SilentLine>,
}

/// A line of such a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SilentLine {
    /// Which zone; a norm knows none.
    pub zone: Zone,
    /// Units, not rounded.
    pub units: Decimal,
    /// ₽ a unit.
    pub price: Decimal,
    /// Rounded to a kopeck.
    pub cost: Kopecks,
}

impl SilentCharge {
    /// The sum of its lines.
    #[must_use]
    pub fn cost(&self) -> Kopecks {
        self.lines.iter().map(|line| line.cost).sum()
    }
}

/// Why a charge cannot be told beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotTell {
    /// The norm applies, and it is not known for the dwelling.
    #[error("no norm")]
    NoNorm,
    /// A zone has no price.
    #[error("no price")]
    NoPrice,
}

impl Silence<'_> {
    /// What the next periods cost if the silence goes on, `first` being the next one to be charged.
    ///
    /// # Errors
    /// [`CannotTell`] for the first period of which it cannot be told.
    pub fn forecast(&self, first: Period, periods: u32) -> Result<Vec<SilentCharge>, CannotTell> {
        let months = std::iter::successors(Some(first), |period| Some(period.next()));
        (1..=periods).zip(months).map(|(ahead, period)| self.charge(ahead, period)).collect()
    }

    /// The charge of a period, the `ahead`-th from now.
    fn charge(&self, ahead: u32, period: Period) -> Result<SilentCharge, CannotTell> {
        let average = Average::of(self.history);
        let nth = self.silent_before.saturating_add(ahead);
        let method = self.cause.method(self.service, nth, average.is_some());
        let lines = match (method, &average) {
            (AccrualMethod::Average, Some(average)) => average.lines(self.prices),
            (AccrualMethod::Average, None) => return Err(CannotTell::NoNorm),
            (AccrualMethod::Norm(factor), _) => self.norm_line(factor)?.map(|line| vec![line]),
        };
        Ok(SilentCharge { period, method, lines: lines.ok_or(CannotTell::NoPrice)? })
    }

    /// A norm knows no zones: it is charged at the price of a one-zone meter.
    fn norm_line(&self, factor: NormFactor) -> Result<Option<SilentLine>, CannotTell> {
        let norm = self.norm.ok_or(CannotTell::NoNorm)?;
        let line = || {
            let price = self.prices.iter().find(|price| price.zone == Zone::Single)?.rubles;
            let units = norm.units().checked_mul(factor.multiplier())?;
            let cost = Kopecks::from_rubles_rounded(units.checked_mul(price)?)?;
            Some(SilentLine { zone: Zone::Single, units, price, cost })
        };
        Ok(line())
    }
}

/// What becomes of the part that was charged by the norm, when a reading comes. Suppliers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NormPart {
    /// It is put right like the rest.
    Recalculated,
    /// It stays: a refund never exceeds what was charged by average.
    Kept,
}

/// The correction that a reading brings: the cost of what was really used less what was charged in the silence
/// (ПП РФ № 354, п. 61). Positive is owed, negative is given back.
#[must_use]
pub fn recalculation(actual: Kopecks, charged: &[SilentCharge], norm_part: NormPart) -> Kopecks {
    let sum = |keep: &dyn Fn(&SilentCharge) -> bool| -> Kopecks {
        charged.iter().filter(|charge| keep(charge)).map(SilentCharge::cost).sum()
    };
    let full = actual - sum(&|_| true);
    match norm_part {
        NormPart::Recalculated => full,
        NormPart::Kept => full.max(-sum(&|charge| charge.method == AccrualMethod::Average)),
    }
}

#[cfg(test)]
#[path = "silence/tests.rs"]
mod tests;
