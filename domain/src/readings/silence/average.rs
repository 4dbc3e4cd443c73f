//! The average month: of six months with readings, or of all there are when the meter is younger.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::Kopecks;
use crate::readings::silence::{PeriodUse, SilentLine};
use crate::tariffs::{Zone, ZonePrice};

/// Months that make an average (ПП РФ № 354, п. 59).
const USUAL_MONTHS: usize = 6;
/// Fewest months when the meter is younger.
const LEAST_MONTHS: usize = 3;

/// Sums by zone over a number of months: the division is left to the line, which rounds once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Average {
    sums: BTreeMap<Zone, u64>,
    months: u64,
}

impl Average {
    /// `None` with fewer than three months.
    pub(super) fn of(history: &[PeriodUse]) -> Option<Self> {
        let newest = &history[..history.len().min(USUAL_MONTHS)];
        if newest.len() < LEAST_MONTHS {
            return None;
        }
        let mut sums = BTreeMap::new();
        for &(zone, units) in newest.iter().flatten() {
            let sum: &mut u64 = sums.entry(zone).or_default();
            *sum = sum.saturating_add(units);
        }
        Some(Self { sums, months: newest.len() as u64 })
    }

    /// `None` when a zone has no price.
    pub(super) fn lines(&self, prices: &[ZonePrice]) -> Option<Vec<SilentLine>> {
        let months = Decimal::from(self.months);
        self.sums
            .iter()
            .map(|(&zone, &sum)| {
                let price = prices.iter().find(|price| price.zone == zone)?.rubles;
                let sum = Decimal::from(sum);
                let cost = Kopecks::from_rubles_rounded(sum.checked_mul(price)?.checked_div(months)?)?;
                Some(SilentLine { zone, units: sum.checked_div(months)?, price, cost })
            })
            .collect()
    }
}
