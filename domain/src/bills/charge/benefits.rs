//! Benefits: a share of the cost of use, as far as it goes (`facts/domain.md` 3.7).

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::bills::charge::Draft;
use crate::bills::{
    AccountFacts, Benefit, BillLine, BillRule, ChargeProblem, Cited, Given, LineKind, Node, PeriodFacts, What,
};
use crate::tariffs::DaySpan;

/// A line for each benefit that holds in the month, by id; together they never take off more than was charged.
pub(super) fn lines(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    charged: &[BillLine],
) -> Result<Vec<BillLine>, ChargeProblem> {
    let mut benefits: Vec<&Benefit> = account.benefits.iter().collect();
    benefits.sort_by(|a, b| (&a.id, a.from).cmp(&(&b.id, b.from)));
    benefits.retain(|benefit| {
        benefit.from <= month.period && benefit.until.is_none_or(|until| month.period <= until)
    });
    let is_twice = |pair: &[&Benefit]| pair[0].id == pair[1].id;
    let is_bad = |benefit: &&&Benefit| {
        benefit.percent <= Decimal::ZERO
            || benefit.percent > Decimal::ONE_HUNDRED
            || benefit.up_to_units.is_some_and(|limit| limit <= Decimal::ZERO)
    };
    let bad = benefits.windows(2).find(|pair| is_twice(pair)).map(|pair| pair[0]);
    if let Some(benefit) = bad.or_else(|| benefits.iter().find(is_bad).copied()) {
        return Err(ChargeProblem::BadBenefit { id: benefit.id.clone() });
    }
    let mut all = charged.to_vec();
    for benefit in benefits {
        if let Some(line) = line(account, month, benefit, &all)? {
            all.push(line);
        }
    }
    Ok(all.split_off(charged.len()))
}

fn line(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    benefit: &Benefit,
    charged: &[BillLine],
) -> Result<Option<BillLine>, ChargeProblem> {
    let is_covered = |line: &BillLine| match line.kind {
        LineKind::Supply | LineKind::Recalculation => true,
        LineKind::CommonUse | LineKind::CommonUseReturned => benefit.covers_common_use,
        LineKind::Benefit => false,
    };
    let base = amounts(charged, is_covered);
    let left = amounts(charged, |_| true);
    for sum in [&base, &left] {
        let value = sum.value().ok_or(ChargeProblem::TooLarge)?;
        if value.is_zero() || value.is_negative() {
            return Ok(None);
        }
    }
    let id = || benefit.id.clone();
    let share = Node::given(benefit.percent / Decimal::ONE_HUNDRED, Given::BenefitShare { id: id() });
    let mut factors = vec![base, share];
    if let Some(limit) = benefit.up_to_units {
        let units = units(charged, is_covered);
        let limit = Node::given(limit, Given::BenefitLimit { id: id() });
        let is_above = |units: &Node| units.value()?.compare(limit.value()?).map(std::cmp::Ordering::is_gt);
        if is_above(&units).ok_or(ChargeProblem::TooLarge)? {
            factors.push(Node::quotient(What::ShareInRange, limit, units));
        }
    }
    let off = Node::product(What::TakenOff, factors);
    let off = Node::rounded(What::TakenOff, Node::least(What::TakenOff, [off, left]), 2);
    let back = Node::given(Decimal::NEGATIVE_ONE, Given::GivenBack);
    let amount = Node::product(What::TakenOff, [back, off]);
    let days = DaySpan::of_period(month.period);
    let draft = Draft { kind: LineKind::Benefit, method: None, zone: None, range: None, days };
    let mut line = draft.line(account, None, amount, &[]).ok_or(ChargeProblem::TooLarge)?;
    line.derivation.rules =
        vec![Cited { code: BillRule::Benefit, source: Cow::Owned(benefit.source.clone()) }];
    Ok(Some(line))
}

/// The sums of some lines together, by their places on the bill.
pub(super) fn amounts(lines: &[BillLine], is_meant: impl Fn(&BillLine) -> bool) -> Node {
    let sums = (0_u32..).zip(lines).filter(|(_, line)| is_meant(line));
    let sums = sums.map(|(place, line)| Node::rubles(line.amount, Given::Line { place }));
    Node::sum(What::Cost, sums.collect())
}

fn units(lines: &[BillLine], is_meant: impl Fn(&BillLine) -> bool) -> Node {
    let units = (0_u32..).zip(lines).filter(|(_, line)| is_meant(line));
    let units = units.filter_map(|(place, line)| Some(Node::given(line.units?, Given::LineUnits { place })));
    Node::sum(What::WholeUse, units.collect())
}
