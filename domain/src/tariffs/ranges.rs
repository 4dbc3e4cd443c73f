//! Ranges of a month's use: the more a household uses, the dearer is what lies above a limit
//! (`facts/domain.md` 3.2).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Period;

/// Limits of the ranges. With two limits there are three prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeLimits {
    /// Up to and with how many units a month a household each range goes; rising. What lies above the last limit is
    /// the last range.
    pub up_to: Vec<Decimal>,
    /// What widens the limits of houses that are heated by electricity.
    pub heating: Option<HeatingSeason>,
}

/// The months in which electrically heated houses have wider limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeatingSeason {
    /// By what the limits are multiplied: 1.8 by the federal rule, 3 900 become 7 020.
    pub coefficient: Decimal,
    /// First month, 1–12.
    pub first_month: u32,
    /// Last month, 1–12; before the first one when the season goes over New Year.
    pub last_month: u32,
}

impl HeatingSeason {
    /// Whether a month lies in the season.
    #[must_use]
    pub const fn holds(self, period: Period) -> bool {
        let month = period.month();
        if self.first_month <= self.last_month {
            self.first_month <= month && month <= self.last_month
        } else {
            self.first_month <= month || month <= self.last_month
        }
    }
}

impl RangeLimits {
    /// How many ranges there are.
    #[must_use]
    pub fn ranges(&self) -> usize {
        self.up_to.len() + 1
    }

    /// By what the limits of a household are multiplied in a month; `None` when they stand as they are.
    #[must_use]
    pub fn coefficient(&self, period: Period, is_heated_by_electricity: bool) -> Option<Decimal> {
        let season = self.heating.filter(|season| is_heated_by_electricity && season.holds(period))?;
        Some(season.coefficient)
    }

    pub(super) fn are_rising(&self) -> bool {
        let from_zero = std::iter::once(&Decimal::ZERO).chain(&self.up_to);
        from_zero.zip(&self.up_to).all(|(below, limit)| below < limit)
    }
}

/// How the zones of a household share its ranges. No published rule was found: a branch says which it follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RangeSplit {
    /// Each zone has the same share of its use in a range as the whole household.
    #[default]
    Proportional,
    /// The ranges are filled by peak, half-peak, day and night in this order.
    ZoneByZone,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heating_widens_the_limits_in_its_season() {
        let winter = HeatingSeason { coefficient: Decimal::new(18, 1), first_month: 10, last_month: 4 };
        let limits =
            RangeLimits { up_to: vec![Decimal::from(3_900), Decimal::from(6_000)], heating: Some(winter) };
        for (period, is_heated, first) in [
            ("2026-01", true, 7_020),
            ("2026-10", true, 7_020),
            ("2026-07", true, 3_900),
            ("2026-01", false, 3_900),
        ] {
            let by = limits.coefficient(period.parse().unwrap(), is_heated).unwrap_or(Decimal::ONE);
            assert_eq!(limits.up_to[0] * by, Decimal::from(first), "{period}");
        }
        let summer = HeatingSeason { first_month: 5, last_month: 9, ..winter };
        assert!(summer.holds("2026-07".parse().unwrap()) && !summer.holds("2026-10".parse().unwrap()));
    }
}
