//! Instalments: a first part at once, equal parts after it, the last one takes what rounding left.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;

use crate::Kopecks;

/// Standard terms of a branch (`seeds/002`, section 8, 5.1; the shares are the branch's own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstalmentTerms {
    /// What is paid at once, hundredths of the debt: 0 to 100.
    pub first_percent: Decimal,
    /// In how many monthly parts the rest is paid: 1 to 60.
    pub parts: u32,
}

/// A part and the last day on which it is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstalmentPart {
    /// The last day.
    pub due: NaiveDate,
    /// How much.
    pub amount: Kopecks,
}

/// What would be paid when. The agreement holds once the first part is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstalmentPlan {
    /// Paid at once.
    pub first: Kopecks,
    /// The rest, a part a month.
    pub parts: Vec<InstalmentPart>,
}

/// Why there is no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstalmentProblem {
    /// Nothing is owed.
    #[error("nothing is owed")]
    NothingOwed,
    /// The terms are no terms.
    #[error("terms are out of range")]
    BadTerms,
    /// The rest is less than a kopeck a part.
    #[error("too little is left for so many parts")]
    TooSmall,
}

/// The plan for a debt: the first part is rounded half up, each other one down to a kopeck, and the last has what is left.
/// Parts are due on the same day of each month from `today` on, or on the month's last day.
///
/// # Errors
/// [`InstalmentProblem`].
pub fn plan_instalments(
    debt: Kopecks,
    terms: InstalmentTerms,
    today: NaiveDate,
) -> Result<InstalmentPlan, InstalmentProblem> {
    let InstalmentTerms { first_percent, parts } = terms;
    let are_terms =
        (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&first_percent) && (1..=60).contains(&parts);
    if !are_terms {
        return Err(InstalmentProblem::BadTerms);
    }
    if !debt.is_positive() {
        return Err(InstalmentProblem::NothingOwed);
    }
    let first = Decimal::new(debt.0, 2)
        .checked_mul(first_percent / Decimal::ONE_HUNDRED)
        .and_then(Kopecks::from_rubles_rounded)
        .ok_or(InstalmentProblem::BadTerms)?;
    let rest = debt - first;
    let each = rest.0 / i64::from(parts);
    if rest.is_positive() && each == 0 {
        return Err(InstalmentProblem::TooSmall);
    }
    let months = if rest.is_positive() { parts } else { 0 };
    let part = |n: u32| {
        let due = today.checked_add_months(Months::new(n)).unwrap_or(today);
        let amount = if n == parts { rest.0 - each * i64::from(parts - 1) } else { each };
        InstalmentPart { due, amount: Kopecks(amount) }
    };
    Ok(InstalmentPlan { first, parts: (1..=months).map(part).collect() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plan(debt: i64, percent: u32, parts: u32) -> Result<InstalmentPlan, InstalmentProblem> {
        let terms = InstalmentTerms { first_percent: percent.into(), parts };
        plan_instalments(Kopecks(debt), terms, "2026-10-31".parse().unwrap())
    }

    #[test]
    fn worked_examples() {
        for (debt, percent, parts, first, rest) in [
            (1_200_000, 30, 6, 360_000, vec![140_000; 6]),
            (1_000_000, 0, 3, 0, vec![333_333, 333_333, 333_334]),
            (1_000_000, 100, 3, 1_000_000, vec![]),
            (1_001, 50, 2, 501, vec![250, 250]),
        ] {
            let plan = plan(debt, percent, parts).unwrap();
            let told: Vec<_> = plan.parts.iter().map(|part| part.amount.0).collect();
            assert_eq!((plan.first, told), (Kopecks(first), rest), "{debt} {percent} {parts}");
        }
        let dues: Vec<_> = plan(1_000_000, 0, 3).unwrap().parts.iter().map(|p| p.due.to_string()).collect();
        assert_eq!(dues, ["2026-11-30", "2026-12-31", "2027-01-31"]);
    }

    #[test]
    fn what_is_no_plan() {
        for (debt, percent, parts, problem) in [
            (0, 30, 6, InstalmentProblem::NothingOwed),
            (-5, 30, 6, InstalmentProblem::NothingOwed),
            (100, 101, 6, InstalmentProblem::BadTerms),
            (100, 30, 0, InstalmentProblem::BadTerms),
            (5, 0, 6, InstalmentProblem::TooSmall),
        ] {
            assert_eq!(plan(debt, percent, parts), Err(problem));
        }
    }

    proptest! {
        #[test]
        fn parts_make_the_debt(debt in 100_i64..100_000_000, percent in 0_u32..=100, parts in 1_u32..=36) {
            let Ok(plan) = plan(debt, percent, parts) else { return Ok(()) };
            let rest: Kopecks = plan.parts.iter().map(|part| part.amount).sum();
            prop_assert_eq!(plan.first + rest, Kopecks(debt));
            prop_assert!(plan.parts.iter().all(|part| part.amount.is_positive()));
        }
    }
}
