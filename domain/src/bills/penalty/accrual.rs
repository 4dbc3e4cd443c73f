//! What a closing books of a penalty: as much as it has grown since the closing before.
//!
//! A penalty is reckoned from its first day to the last day of the closed month and rounded once; what earlier closings
//! have booked is taken off. So months join without a gap or an overlap, and their sum is always the one formula of the
//! whole time, to the kopeck, however many closings have made it.

use chrono::NaiveDate;

use super::{LateDebt, NoRate, Penalty, PenaltyRates, penalty};
use crate::bills::{Day, Derivation, Given, Node, What};
use crate::{Kopecks, Period};

/// What earlier closings have booked of a penalty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booked {
    /// The last day that they have reckoned.
    pub until: NaiveDate,
    /// Their sum.
    pub amount: Kopecks,
}

/// What a closing books for a month that was not paid in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accrual {
    /// That month.
    pub of: Period,
    /// When it was due.
    pub due: NaiveDate,
    /// The whole penalty by the last day of the closed month.
    pub grown: Kopecks,
    /// What is booked now; below zero when the debt turned out to be less than it was thought to be.
    pub amount: Kopecks,
    /// How it came to be.
    pub derivation: Derivation,
}

/// What is to be booked for a debt on `on`, the last day of the closed month. `None` when there is nothing, and when a
/// closing has reckoned this day before.
///
/// # Errors
/// [`NoRate`] when the table says nothing about a day that decides.
pub fn accrue(
    debt: &LateDebt,
    booked: Option<Booked>,
    on: NaiveDate,
    rates: &PenaltyRates,
) -> Result<Option<Accrual>, NoRate> {
    if booked.is_some_and(|booked| booked.until >= on) {
        return Ok(None);
    }
    let Penalty { amount: grown, derivation } = penalty(debt, on, rates)?;
    let before = booked.filter(|booked| booked.amount != Kopecks::ZERO);
    let amount = grown - before.map_or(Kopecks::ZERO, |booked| booked.amount);
    if amount == Kopecks::ZERO {
        return Ok(None);
    }
    let derivation = match before {
        None => derivation,
        Some(Booked { until, amount }) => {
            let less = Node::rubles(amount, Given::PenaltyBooked { period: debt.period, until: Day(until) });
            let amount = Node::difference(What::Penalty, derivation.amount, less);
            Derivation { amount, ..derivation }
        }
    };
    Ok(Some(Accrual { of: debt.period, due: debt.due, grown, amount, derivation }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bills::RateRow;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rates() -> PenaltyRates {
        let row = |id: &str, from: &str, until: &str, percent: &str| RateRow {
            id: id.to_owned(),
            from: day(from),
            until: day(until),
            percent: percent.parse().unwrap(),
            source: "test".to_owned(),
        };
        PenaltyRates::parse(vec![
            row("a", "2024-01-01", "2026-08-31", "9.5"),
            row("b", "2026-09-01", "2026-12-31", "9"),
        ])
        .unwrap()
    }

    fn debt(amount: i64, due: &str) -> LateDebt {
        let period = "2026-03".parse().unwrap();
        LateDebt { period, due: day(due), amount: Kopecks(amount), payments: Vec::new() }
    }

    /// Closes month after month, from the month of the debt to November, and tells what was booked.
    fn close(debt: &LateDebt) -> Vec<Kopecks> {
        let mut booked = None;
        let mut all = Vec::new();
        for month in 4..=11 {
            let on = Period::new(2026, month).unwrap().day(31);
            // What is paid later, this closing does not know.
            let known = LateDebt {
                payments: debt.payments.iter().copied().filter(|(paid_on, _)| *paid_on <= on).collect(),
                ..debt.clone()
            };
            if let Some(accrual) = accrue(&known, booked, on, &rates()).unwrap() {
                assert_eq!(accrual.derivation.kopecks(), Some(accrual.amount));
                all.push(accrual.amount);
                booked = Some(Booked { until: on, amount: all.iter().copied().sum() });
                assert_eq!(accrue(&known, booked, on, &rates()), Ok(None), "a day is reckoned once");
            }
        }
        all
    }

    /// `facts/domain.md` 3.6: 3 000 due on 15.04.2026, paid on the 91st day.
    #[test]
    fn months_make_the_worked_example() {
        let mut late = debt(300_000, "2026-04-15");
        late.payments = vec![(day("2026-07-15"), Kopecks(300_000))];
        // 31.05 is the 46th day, 30.06 the 76th.
        assert_eq!(close(&late), [1_520, 2_850, 1_549].map(Kopecks), "15.20 + 28.50 + 15.49 = 59.19");
    }

    /// A lower rate on the day of payment makes the whole of what is not paid less (the rate is that of the payment).
    #[test]
    fn a_rate_that_falls_gives_back() {
        let late = debt(10_000_000, "2026-04-15");
        let booked = Some(Booked { until: day("2026-08-31"), amount: Kopecks(1_000_000) });
        let found = accrue(&late, booked, day("2026-09-30"), &rates()).unwrap().unwrap();
        assert_eq!(found.amount, found.grown - Kopecks(1_000_000));
        assert!(found.amount.0 < 0);
        let inputs = found.derivation.amount.inputs();
        assert!(matches!(inputs.last(), Some((Given::PenaltyBooked { .. }, _))));
    }

    /// A debt that turned out to be none gives back what was booked for it, once.
    #[test]
    fn a_debt_that_never_was_gives_back() {
        let until = |text: &str, amount| Some(Booked { until: day(text), amount: Kopecks(amount) });
        let none = debt(0, "2026-04-15");
        let found = accrue(&none, until("2026-10-31", 628), day("2026-11-30"), &rates()).unwrap().unwrap();
        assert_eq!((found.grown, found.amount), (Kopecks(0), Kopecks(-628)));
        assert_eq!(found.derivation.kopecks(), Some(Kopecks(-628)), "it can be reckoned again");
        assert_eq!(accrue(&none, until("2026-11-30", 0), day("2026-12-31"), &rates()), Ok(None));
        assert_eq!(accrue(&none, None, day("2026-11-30"), &rates()), Ok(None));
    }

    proptest! {
        /// Whatever is paid when, the months make the one formula.
        #[test]
        fn months_make_the_whole(
            amount in 1_i64..50_000_000,
            shift in 0_i64..100,
            paid in prop::collection::vec((0_i64..220, 1_i64..20_000_000), 0..4),
        ) {
            let mut late = debt(amount, "2026-04-15");
            late.due = late.due + chrono::Days::new(u64::try_from(shift).unwrap());
            let after = |days: i64| late.due + chrono::Days::new(u64::try_from(days + 1).unwrap());
            late.payments = paid.into_iter().map(|(days, sum)| (after(days), Kopecks(sum))).collect();
            let whole = penalty(&late, day("2026-11-30"), &rates()).unwrap().amount;
            prop_assert_eq!(close(&late).into_iter().sum::<Kopecks>(), whole);
        }
    }
}
