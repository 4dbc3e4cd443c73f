//! What an amount of use would cost: the question of a calculator, answered by the engine that makes the bills.

use rust_decimal::Decimal;

use crate::bills::charge::{Estimate, estimate};
use crate::bills::{
    AccountFacts, BillLine, BillRule, ChargeProblem, Given, Method, Node, PeriodFacts, bill_total,
};
use crate::tariffs::Zone;
use crate::{Kopecks, Period};

/// Lines of a month in which so much was used in each zone, as if a meter had counted it. `month.usage` and
/// `month.charged_in_silence` are not looked at.
///
/// # Errors
/// The first [`ChargeProblem`]: a zone without a price, an amount below zero or twice for a zone.
pub fn cost_of_use(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    units: &[(Zone, Decimal)],
) -> Result<Vec<BillLine>, ChargeProblem> {
    let is_twice =
        |(i, (zone, _)): (usize, &(Zone, Decimal))| units[..i].iter().any(|(other, _)| other == zone);
    if units.iter().enumerate().any(is_twice) || units.iter().any(|(_, units)| *units < Decimal::ZERO) {
        return Err(ChargeProblem::BadHistory(month.period));
    }
    let node = |&(zone, units): &(Zone, Decimal)| {
        (zone, Node::given(units, Given::PastUse { period: month.period, zone }))
    };
    let asked =
        Estimate { units: units.iter().map(node).collect(), method: Method::Actual, rule: BillRule::Actual };
    estimate(account, month, asked)
}

/// From which share of the night on a two-zone meter is cheaper for so many units a month, in hundredths; `None` when it
/// never is. One-zone and two-zone use are priced by the same month, ranges and all.
///
/// # Errors
/// As [`cost_of_use`]; also when the month has no price for a zone.
pub fn night_share_that_pays(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    units: Decimal,
) -> Result<Option<u32>, ChargeProblem> {
    let one_zone = total_of(account, month, &[(Zone::Single, units)])?;
    for percent in 0..=100_u32 {
        let (day, night) = by_night_share(units, percent).ok_or(ChargeProblem::TooLarge)?;
        if total_of(account, month, &[(Zone::Day, day), (Zone::Night, night)])? < one_zone {
            return Ok(Some(percent));
        }
    }
    Ok(None)
}

/// Units by day and by night, when so many hundredths of them are the night's.
#[must_use]
pub fn by_night_share(units: Decimal, percent: u32) -> Option<(Decimal, Decimal)> {
    let night = units.checked_mul(Decimal::new(percent.into(), 2))?;
    Some((units.checked_sub(night)?, night))
}

fn total_of(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    units: &[(Zone, Decimal)],
) -> Result<Kopecks, ChargeProblem> {
    bill_total(&cost_of_use(account, month, units)?).ok_or(ChargeProblem::TooLarge)
}

/// The months that can be asked about: the newest that has not begun, this one and those before, as far as prices go.
#[must_use]
pub fn months_to_ask(this: Period, first_with_price: Option<Period>) -> Vec<Period> {
    const MOST: usize = 13;
    std::iter::successors(Some(this.next()), |month| Some(month.previous()))
        .take_while(|month| first_with_price.is_none_or(|first| *month >= first))
        .take(MOST)
        .collect()
}
