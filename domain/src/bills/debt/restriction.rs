//! Limiting supply for a debt: the ground, the notice, the stages with their dates, and what restores it.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use crate::Kopecks;
use crate::tariffs::Norm;

/// Days that a debtor has from the delivery of the notice (ПП РФ № 354, п. 119).
pub const DAYS_OF_NOTICE: u32 = 20;
/// Days from limiting to suspending.
const DAYS_LIMITED: u32 = 10;
/// Calendar days in which supply is restored (ПП РФ № 354, п. 120; `seeds/002`, section 8, 6.1).
const DAYS_TO_RESTORE: u32 = 2;

/// What a month costs by norm and tariff, whatever the household really uses: the measure of the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthlyByNorm(pub Kopecks);

impl MonthlyByNorm {
    /// Norm times price, rounded once. `None` when it does not fit.
    #[must_use]
    pub fn of(norm: Norm, rubles_a_unit: Decimal) -> Option<Self> {
        Kopecks::from_rubles_rounded(norm.units().checked_mul(rubles_a_unit)?).map(Self)
    }
}

/// Whether a debt is a ground for limiting supply: more than two monthly charges by norm, and no agreement on instalments
/// in force (ПП РФ № 354, п. 118). `debt` is for use, without penalties.
#[must_use]
pub const fn is_ground_for_restriction(debt: Kopecks, monthly: MonthlyByNorm, has_agreement: bool) -> bool {
    !has_agreement && debt.0 > monthly.0.0.saturating_mul(2)
}

/// The stages of a restriction, as far as they have come. Days are those of the branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// The day on which the notice reached the debtor, by proof.
    pub delivered_on: NaiveDate,
    /// The day on which supply was limited, if it was.
    pub limited_on: Option<NaiveDate>,
    /// The day on which it was suspended, if it was.
    pub suspended_on: Option<NaiveDate>,
    /// The day on which everything was paid or an agreement was signed.
    pub settled_on: Option<NaiveDate>,
    /// The day on which supply was restored.
    pub restored_on: Option<NaiveDate>,
}

/// Where a restriction stands, and what comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestrictionStage {
    /// The debtor has time to pay.
    Notified {
        /// The last day of it.
        pay_by: NaiveDate,
        /// The earliest day of limiting.
        limit_from: NaiveDate,
    },
    /// The time is over: supply may be limited, or suspended ten days later where it cannot be limited.
    MayBeLimited {
        /// The earliest day of suspending, if supply is limited on the day that is asked about.
        suspend_from: NaiveDate,
    },
    /// Supply is limited.
    Limited {
        /// The earliest day of suspending.
        suspend_from: NaiveDate,
    },
    /// Supply is suspended.
    Suspended,
    /// Settled before anything was done.
    Averted,
    /// Settled; supply comes back.
    BeingRestored {
        /// By the end of this day.
        by: NaiveDate,
    },
    /// Supply is back.
    Restored,
}

impl Restriction {
    /// A notice that has just been delivered.
    #[must_use]
    pub const fn notified(delivered_on: NaiveDate) -> Self {
        Self { delivered_on, limited_on: None, suspended_on: None, settled_on: None, restored_on: None }
    }

    /// The last day of the notice.
    #[must_use]
    pub fn pay_by(&self) -> NaiveDate {
        after(self.delivered_on, DAYS_OF_NOTICE)
    }

    /// The earliest day on which supply may be limited.
    #[must_use]
    pub fn limit_from(&self) -> NaiveDate {
        after(self.delivered_on, DAYS_OF_NOTICE + 1)
    }

    /// The earliest day on which supply may be suspended: as if it was limited on the first day on which it may be, unless
    /// it is known when it was.
    #[must_use]
    pub fn suspend_from(&self) -> NaiveDate {
        after(self.limited_on.unwrap_or_else(|| self.limit_from()), DAYS_LIMITED + 1)
    }

    /// Where it stands on a day.
    #[must_use]
    pub fn stage(&self, today: NaiveDate) -> RestrictionStage {
        let suspend_from = |limited_on| after(limited_on, DAYS_LIMITED + 1);
        match (self.settled_on, self.limited_on, self.suspended_on) {
            _ if self.restored_on.is_some_and(|day| day <= today) => RestrictionStage::Restored,
            (Some(settled), None, None) if settled <= today => RestrictionStage::Averted,
            (Some(settled), ..) if settled <= today => {
                RestrictionStage::BeingRestored { by: restored_by(settled) }
            }
            (_, _, Some(suspended)) if suspended <= today => RestrictionStage::Suspended,
            (_, Some(limited), _) if limited <= today => {
                RestrictionStage::Limited { suspend_from: suspend_from(limited) }
            }
            _ if today <= self.pay_by() => {
                RestrictionStage::Notified { pay_by: self.pay_by(), limit_from: self.limit_from() }
            }
            _ => RestrictionStage::MayBeLimited { suspend_from: suspend_from(today) },
        }
    }
}

/// The day by whose end supply is back after everything was paid; holidays do not move it.
#[must_use]
pub fn restored_by(settled_on: NaiveDate) -> NaiveDate {
    after(settled_on, DAYS_TO_RESTORE)
}

fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(day)
}

/// The most that disconnecting and connecting again may cost, from a day on: 5 000 ₽ with VAT since 27.12.2025
/// (ПП РФ 19.12.2025 № 2075). What held before is told in two ways, so it is no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CostCap {
    /// First day.
    pub from: NaiveDate,
    /// The most.
    pub most: Kopecks,
}

/// No cap is known for a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no cap on the cost of restoring supply is known on {0}")]
pub struct NoCostCap(pub NaiveDate);

/// What must be paid for supply to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestoreCost {
    /// The debt for use.
    pub debt: Kopecks,
    /// The penalty by that day.
    pub penalty: Kopecks,
    /// Disconnecting and connecting again: what the branch asks, but not above the cap.
    pub works: Kopecks,
}

impl RestoreCost {
    /// What must be paid on a day.
    ///
    /// # Errors
    /// [`NoCostCap`] when no row of `caps` holds on the day.
    pub fn on(
        day: NaiveDate,
        debt: Kopecks,
        penalty: Kopecks,
        asked: Kopecks,
        caps: &[CostCap],
    ) -> Result<Self, NoCostCap> {
        let cap = caps.iter().filter(|cap| cap.from <= day).max_by_key(|cap| cap.from);
        let most = cap.ok_or(NoCostCap(day))?.most;
        Ok(Self { debt, penalty, works: asked.min(most) })
    }

    /// All of it.
    #[must_use]
    pub fn total(&self) -> Kopecks {
        self.debt + self.penalty + self.works
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 138 kWh × 6.62 = 913.56; twice that is no ground yet.
    #[test]
    fn more_than_two_months_by_norm() {
        let norm = Norm { per_person: 46.into(), residents: 3 };
        let monthly = MonthlyByNorm::of(norm, "6.62".parse().unwrap()).unwrap();
        assert_eq!(monthly, MonthlyByNorm(Kopecks(91_356)));
        for (debt, has_agreement, is_ground) in
            [(182_712, false, false), (182_713, false, true), (182_713, true, false), (0, false, false)]
        {
            assert_eq!(is_ground_for_restriction(Kopecks(debt), monthly, has_agreement), is_ground, "{debt}");
        }
    }

    #[test]
    fn stages_by_day() {
        use RestrictionStage as S;
        let notice = Restriction::notified(day("2026-11-03"));
        let limited = Restriction { limited_on: Some(day("2026-11-25")), ..notice };
        let suspended = Restriction { suspended_on: Some(day("2026-12-06")), ..limited };
        let settled = Restriction { settled_on: Some(day("2026-12-10")), ..suspended };
        let restored = Restriction { restored_on: Some(day("2026-12-11")), ..settled };
        let averted = Restriction { settled_on: Some(day("2026-11-10")), ..notice };
        let notified = S::Notified { pay_by: day("2026-11-23"), limit_from: day("2026-11-24") };
        for (restriction, today, stage) in [
            (notice, "2026-11-03", notified),
            (notice, "2026-11-23", notified),
            (notice, "2026-11-24", S::MayBeLimited { suspend_from: day("2026-12-05") }),
            (limited, "2026-11-24", S::MayBeLimited { suspend_from: day("2026-12-05") }),
            (limited, "2026-11-25", S::Limited { suspend_from: day("2026-12-06") }),
            (suspended, "2026-12-06", S::Suspended),
            (settled, "2026-12-10", S::BeingRestored { by: day("2026-12-12") }),
            (restored, "2026-12-11", S::Restored),
            (averted, "2026-11-09", notified),
            (averted, "2026-11-10", S::Averted),
        ] {
            assert_eq!(restriction.stage(day(today)), stage, "{today}");
        }
        assert_eq!(notice.suspend_from(), day("2026-12-05"));
        assert_eq!(limited.suspend_from(), day("2026-12-06"));
        assert_eq!(restored_by(day("2026-11-10")), day("2026-11-12"));
    }

    #[test]
    fn restoring_costs_debt_penalty_and_works_up_to_the_cap() {
        let caps = [CostCap { from: day("2025-12-27"), most: Kopecks(500_000) }];
        let cost =
            |asked, on| RestoreCost::on(day(on), Kopecks(182_713), Kopecks(1_649), Kopecks(asked), &caps);
        assert_eq!(cost(700_000, "2026-11-20").unwrap().total(), Kopecks(684_362));
        assert_eq!(cost(200_000, "2026-11-20").unwrap().works, Kopecks(200_000));
        assert_eq!(cost(200_000, "2025-12-26"), Err(NoCostCap(day("2025-12-26"))));
    }
}
