//! Penalty for paying late: nothing for thirty days, then a share of the rate a day (`facts/domain.md` 3.6).

mod accrual;
mod late;
mod rates;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use crate::bills::{BillRule, Cited, Day, Derivation, Given, Node, What};
use crate::{Kopecks, Period};

pub use accrual::{Accrual, Booked, accrue};
pub use late::late_debts;
pub use rates::{NoRate, PenaltyRates, RateProblem, RateRow};

/// The first late day with a penalty (ЖК РФ ст. 155 ч. 14).
pub const FIRST_DAY_OF_PENALTY: u32 = 31;
/// The first late day on which it is the larger share.
pub const FIRST_DAY_OF_LARGER_SHARE: u32 = 91;
/// One such part of the rate a day up to the 90th day.
const SMALLER_SHARE: u32 = 300;
/// One such part of the rate a day from the 91st day on.
const LARGER_SHARE: u32 = 130;

/// A month that was not paid in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateDebt {
    /// Which month.
    pub period: Period,
    /// The last day on which it was in time.
    pub due: NaiveDate,
    /// What was owed for it then, without penalties: zero or more.
    pub amount: Kopecks,
    /// What was paid for it later, in any order, each above zero.
    pub payments: Vec<(NaiveDate, Kopecks)>,
}

/// A penalty that has grown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Penalty {
    /// How much, rounded once.
    pub amount: Kopecks,
    /// How it came to be; as long as nothing has grown it has no inputs.
    pub derivation: Derivation,
}

/// What has grown on a debt by a day, this day included.
///
/// The first late day is the day after the due date; a part that was paid grew up to the day of its payment, this day
/// included, at the rate of that day; the rest grows on at the rate of `on`. The sum is rounded once.
///
/// # Errors
/// [`NoRate`] when the table says nothing about a day that decides.
pub fn penalty(debt: &LateDebt, on: NaiveDate, rates: &PenaltyRates) -> Result<Penalty, NoRate> {
    let mut payments = debt.payments.clone();
    payments.sort_unstable();
    let mut left = debt.amount.0.max(0);
    let mut parts = Vec::new();
    for (paid_on, sum) in payments.into_iter().filter(|(paid_on, _)| *paid_on <= on) {
        let part = sum.0.clamp(0, left);
        left -= part;
        parts.extend(grown(debt, Kopecks(part), paid_on, rates)?);
    }
    parts.extend(grown(debt, Kopecks(left), on, rates)?);
    let amount = Node::rounded(What::Penalty, Node::sum(What::Penalty, parts), 2);
    let mut rules: Vec<Cited> = vec![BillRule::Penalty.cited()];
    rules.extend(rates.cited(&amount));
    let derivation = Derivation::new(rules, None, amount);
    // A part of a debt by a few years of a rate below one: it fits whenever the debt does.
    let amount = derivation.kopecks().unwrap_or(Kopecks::ZERO);
    Ok(Penalty { amount, derivation })
}

/// What has grown on a part of a debt, when anything has.
fn grown(
    debt: &LateDebt,
    part: Kopecks,
    until: NaiveDate,
    rates: &PenaltyRates,
) -> Result<Option<Node>, NoRate> {
    let late_day = |n: u32| debt.due.checked_add_days(Days::new(n.into())).unwrap_or(NaiveDate::MAX);
    let (first, larger) = (late_day(FIRST_DAY_OF_PENALTY), late_day(FIRST_DAY_OF_LARGER_SHARE));
    if !part.is_positive() || until < first {
        return Ok(None);
    }
    let rate = rates.on(until)?;
    let mut days = vec![share(first, until.min(late_day(FIRST_DAY_OF_LARGER_SHARE - 1)), SMALLER_SHARE)];
    if until >= larger {
        days.push(share(larger, until, LARGER_SHARE));
    }
    let owed = Given::LateDebt { period: debt.period, due: Day(debt.due), until: Day(until) };
    let a_year = Given::PenaltyRate { id: rate.id.clone(), on: Day(until) };
    Ok(Some(Node::product(
        What::Penalty,
        [
            Node::rubles(part, owed),
            Node::given(rate.percent / Decimal::ONE_HUNDRED, a_year),
            Node::together(What::ShareOfDays, days),
        ],
    )))
}

/// So many days, divided.
fn share(from: NaiveDate, until: NaiveDate, divisor: u32) -> Node {
    let days = u32::try_from(until.signed_duration_since(from).num_days() + 1).unwrap_or(0);
    let days = Node::given(days.into(), Given::Days { from: Day(from), until: Day(until) });
    Node::quotient(What::ShareOfDays, days, Node::given(divisor.into(), Given::PenaltyDivisor))
}

/// What a day adds to the penalties of some debts, if nobody pays: not rounded, so that a page can tell it exactly.
///
/// # Errors
/// [`NoRate`] when the rate of the day is not decided.
pub fn growth(debts: &[LateDebt], day: NaiveDate, rates: &PenaltyRates) -> Result<Decimal, NoRate> {
    let mut sum = Decimal::ZERO;
    for debt in debts {
        let late = day.signed_duration_since(debt.due).num_days();
        let divisor = match late {
            ..31 => continue,
            31..91 => SMALLER_SHARE,
            _ => LARGER_SHARE,
        };
        let paid: Kopecks = debt.payments.iter().filter(|(on, _)| *on < day).map(|(_, sum)| *sum).sum();
        let left = (debt.amount.0 - paid.0).max(0);
        if left > 0 {
            sum += Decimal::new(left, 2) * rates.on(day)?.percent
                / Decimal::ONE_HUNDRED
                / Decimal::from(divisor);
        }
    }
    Ok(sum)
}

/// What the penalties of some debts will have grown to, day by day, if nobody pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PenaltyForecast {
    /// Each day, and the sum of the penalties by then.
    pub days: Vec<(NaiveDate, Kopecks)>,
    /// The first day on which the rate is not decided yet; what comes then nobody knows.
    pub unknown_from: Option<NaiveDate>,
}

/// The penalties on each of so many days from `first` on, as far as the rate is decided.
#[must_use]
pub fn forecast_penalty(
    debts: &[LateDebt],
    first: NaiveDate,
    days: u32,
    rates: &PenaltyRates,
) -> PenaltyForecast {
    let mut forecast = PenaltyForecast { days: Vec::new(), unknown_from: None };
    for day in first.iter_days().take(usize::try_from(days).unwrap_or(usize::MAX)) {
        let sum: Result<Kopecks, NoRate> =
            debts.iter().map(|debt| Ok(penalty(debt, day, rates)?.amount)).sum();
        let Ok(sum) = sum else {
            forecast.unknown_from = Some(day);
            break;
        };
        forecast.days.push((day, sum));
    }
    forecast
}

#[cfg(test)]
mod tests;
