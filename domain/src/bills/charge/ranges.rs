//! Prices of use by range (`facts/domain.md` 3.2): the limits hold for the month's use of the whole household.

use rust_decimal::Decimal;

use crate::bills::charge::part::{PricedPart, UsePart, price_of, rank};
use crate::bills::exact::Exact;
use crate::bills::{AccountFacts, BillRule, Given, Node, PeriodFacts, What};
use crate::tariffs::{RangeLimits, RangeSplit, TariffRow};

/// The rule about ranges that a line of these parts cites, when the tariff has any.
pub(super) fn rule(
    parts: &[UsePart<'_>],
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
) -> Option<BillRule> {
    parts.iter().find(|part| part.row.ranges.is_some())?;
    Some(match month.policy.range_split {
        _ if account.is_exempt_from_ranges => BillRule::RangesExempt,
        RangeSplit::Proportional => BillRule::RangesProportional,
        RangeSplit::ZoneByZone => BillRule::RangesZoneByZone,
    })
}

/// Puts a price to each part, dividing what lies in several ranges. `months` widens the limits after a silence.
/// `None` when a number does not fit.
pub(super) fn price(
    parts: &[UsePart<'_>],
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    months: u32,
) -> Option<Vec<PricedPart>> {
    let mut priced = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        let limits = part.row.ranges.as_ref().filter(|_| !account.is_exempt_from_ranges);
        let Some(limits) = limits else {
            let range = part.row.ranges.as_ref().map(|_| 1);
            priced.push(whole(part, range, 0)?);
            continue;
        };
        let coefficient = limits.coefficient(month.period, account.is_heated_by_electricity);
        let ladder = Ladder { row: part.row, limits, coefficient, months };
        priced.extend(match month.policy.range_split {
            RangeSplit::Proportional => ladder.proportional(parts, at)?,
            RangeSplit::ZoneByZone => ladder.zone_by_zone(parts, at)?,
        });
    }
    Some(priced)
}

/// A part at the price of one range.
fn whole(part: &UsePart<'_>, range: Option<u8>, at: usize) -> Option<PricedPart> {
    let (price, rubles) = price_of(part.row, part.zone, at)?;
    Some(PricedPart { zone: part.zone, range, days: part.days, units: part.units.clone(), price, rubles })
}

/// The limits of a household in a month.
struct Ladder<'a> {
    row: &'a TariffRow,
    limits: &'a RangeLimits,
    coefficient: Option<Decimal>,
    months: u32,
}

impl Ladder<'_> {
    /// The upper limit of a range, from 0; `None` for the last, which has none.
    fn limit(&self, range: usize) -> Option<Node> {
        let limit = *self.limits.up_to.get(range)?;
        let number = u8::try_from(range + 1).ok()?;
        let tariff = || self.row.id.clone();
        let mut factors = vec![Node::given(limit, Given::RangeLimit { tariff: tariff(), range: number })];
        if let Some(coefficient) = self.coefficient {
            factors.push(Node::given(coefficient, Given::HeatingCoefficient { tariff: tariff() }));
        }
        if self.months > 1 {
            factors.push(Node::given(Decimal::from(self.months), Given::Months));
        }
        Some(if factors.len() == 1 { factors.remove(0) } else { Node::product(What::Limit, factors) })
    }

    /// What of `from..until` lies in a range, when anything does. With `from` absent it begins at zero.
    fn inside(&self, from: Option<&Node>, until: &Node, range: usize) -> Option<Option<Node>> {
        let below = range.checked_sub(1).and_then(|range| self.limit(range));
        let upper = match self.limit(range) {
            Some(limit) if is_less(&limit, until)? => limit,
            _ => until.clone(),
        };
        let lower = match (from, below) {
            (Some(from), Some(below)) => Some(if is_less(from, &below)? { below } else { from.clone() }),
            (from, below) => from.cloned().or(below),
        };
        let Some(lower) = lower else { return Some(Some(upper)) };
        if !is_less(&lower, &upper)? {
            return Some(None);
        }
        Some(Some(Node::difference(What::UseInRange, upper, lower)))
    }

    /// Each zone and version has the same share in a range as the whole household.
    fn proportional(&self, parts: &[UsePart<'_>], at: usize) -> Option<Vec<PricedPart>> {
        let part = &parts[at];
        let all = Node::together(What::WholeUse, parts.iter().map(|part| part.units.clone()).collect());
        let mut found = Vec::new();
        for range in 0..self.limits.ranges() {
            let Some(inside) = self.inside(None, &all, range)? else { continue };
            let units = if parts.len() == 1 || inside == all {
                if parts.len() == 1 { inside } else { part.units.clone() }
            } else {
                let share = Node::quotient(What::ShareInRange, inside, all.clone());
                Node::product(What::UseInRange, [part.units.clone(), share])
            };
            found.push(self.priced(part, range, units)?);
        }
        Some(found)
    }

    /// Ranges are filled in the order of the zones, and of time within a zone.
    fn zone_by_zone(&self, parts: &[UsePart<'_>], at: usize) -> Option<Vec<PricedPart>> {
        let part = &parts[at];
        let before: Vec<Node> = parts
            .iter()
            .enumerate()
            .filter(|(i, other)| (rank(other.zone), *i) < (rank(part.zone), at))
            .map(|(_, other)| other.units.clone())
            .collect();
        let with = before.iter().cloned().chain([part.units.clone()]).collect();
        let until = Node::together(What::WholeUse, with);
        let from = (!before.is_empty()).then(|| Node::together(What::WholeUse, before));
        let mut found = Vec::new();
        for range in 0..self.limits.ranges() {
            if let Some(units) = self.inside(from.as_ref(), &until, range)? {
                found.push(self.priced(part, range, units)?);
            }
        }
        if found.is_empty() {
            // Nothing was used in this zone: the line says so at the lowest price.
            found.push(self.priced(part, 0, part.units.clone())?);
        }
        Some(found)
    }

    fn priced(&self, part: &UsePart<'_>, range: usize, units: Node) -> Option<PricedPart> {
        let number = u8::try_from(range + 1).ok()?;
        Some(PricedPart { units, ..whole(part, Some(number), range)? })
    }
}

fn is_less(a: &Node, b: &Node) -> Option<bool> {
    let (a, b): (Exact, Exact) = (a.value()?, b.value()?);
    Some(a.compare(b)?.is_lt())
}
