//! Use of a month without a reading: by the average of the months before, or by the norm (`facts/domain.md` 2.3).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::Period;
use crate::bills::charge::part::{UseFound, change_rule, rank, spread};
use crate::bills::{
    AccountFacts, BillRule, ChargeProblem, Given, Method, Node, PastUse, PeriodFacts, SilentMonth, What,
};
use crate::tariffs::Zone;

/// Months that make an average (ПП РФ № 354, п. 59).
const USUAL_MONTHS: u32 = 6;
/// Fewest months when the meter is younger.
const LEAST_MONTHS: u32 = 3;

/// Use by zone and version of the tariff. A norm knows no zones: it is charged at the price of a one-zone meter.
pub(super) fn parts<'a>(
    silent: &SilentMonth,
    account: &AccountFacts,
    month: &PeriodFacts<'a>,
) -> Result<UseFound<'a>, ChargeProblem> {
    let average = average(&silent.history, month.period)?;
    let method = silent.cause.method(account.service, silent.nth, average.is_some()).into();
    let by_zone = match (method, average) {
        (Method::Norm(factor), _) => vec![(Zone::Single, norm(account, month, factor.multiplier())?)],
        (_, Some(average)) => average,
        (_, None) => return Err(ChargeProblem::NoNorm(month.period)),
    };
    let mut parts = Vec::new();
    for (zone, units) in by_zone {
        parts.extend(spread(month, zone, &units)?);
    }
    let mut rules = vec![BillRule::of_silence(silent.cause, method)];
    rules.extend(change_rule(&parts, month));
    Ok(UseFound { parts, method, rules })
}

/// The average month by zone: of the newest months that make six, or of all there are when the meter is younger; `None`
/// with fewer than three.
pub(in crate::bills) fn average(
    history: &[PastUse],
    period: Period,
) -> Result<Option<Vec<(Zone, Node)>>, ChargeProblem> {
    let mut history: Vec<&PastUse> = history.iter().collect();
    history.sort_by_key(|past| std::cmp::Reverse(past.period));
    let is_repeated = |pair: &[&PastUse]| pair[0].period == pair[1].period;
    let is_bad = |past: &&PastUse| {
        past.months == 0
            || past.period >= period
            || past.units.iter().any(|(_, units)| *units < Decimal::ZERO)
    };
    if let Some(past) = history.iter().copied().find(|past| is_bad(past)) {
        return Err(ChargeProblem::BadHistory(past.period));
    }
    if let Some(pair) = history.windows(2).find(|pair| is_repeated(pair)) {
        return Err(ChargeProblem::BadHistory(pair[0].period));
    }
    let mut months = 0_u32;
    let mut by_zone: BTreeMap<Zone, Vec<Node>> = BTreeMap::new();
    for past in history {
        if months >= USUAL_MONTHS {
            break;
        }
        months = months.saturating_add(past.months);
        for &(zone, units) in &past.units {
            let from = Given::PastUse { period: past.period, zone };
            by_zone.entry(zone).or_default().push(Node::given(units, from));
        }
    }
    if months < LEAST_MONTHS || by_zone.is_empty() {
        return Ok(None);
    }
    let average = |(zone, uses)| {
        let months = Node::given(Decimal::from(months), Given::Months);
        (zone, Node::quotient(What::Average, Node::sum(What::Use, uses), months))
    };
    let mut averages: Vec<_> = by_zone.into_iter().map(average).collect();
    averages.sort_by_key(|(zone, _)| rank(*zone));
    Ok(Some(averages))
}

/// The norm of the dwelling, times a factor.
fn norm(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    coefficient: Decimal,
) -> Result<Node, ChargeProblem> {
    let known = account.norm.as_ref().ok_or(ChargeProblem::NoNorm(month.period))?;
    let mut factors = vec![
        Node::given(known.norm.per_person, Given::Norm { id: known.id.clone() }),
        Node::given(Decimal::from(known.norm.residents), Given::Residents),
    ];
    if coefficient != Decimal::ONE {
        factors.push(Node::given(coefficient, Given::NormCoefficient));
    }
    Ok(Node::product(What::NormUse, factors))
}
