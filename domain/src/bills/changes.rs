//! What changed against the month before: every kopeck of the difference has its reason.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Kopecks;
use crate::bills::exact::Exact;
use crate::bills::{BillLine, LineKind, Method};
use crate::tariffs::Zone;

/// A reason and its part of the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Why.
    pub reason: ChangeReason,
    /// In which zone, where it is one.
    pub zone: Option<Zone>,
    /// More above zero, less below; never zero.
    pub amount: Kopecks,
}

/// Why a bill differs from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeReason {
    /// More or less was used.
    Volume,
    /// Use is reckoned in another way: by meter, average or norm.
    Method,
    /// A unit costs more or less.
    Tariff,
    /// A silence was put right, now or then.
    Recalculation,
    /// Common use of the house.
    CommonUse,
    /// Benefits.
    Benefit,
}

/// Takes the difference of two bills of one service apart; the parts make `now` less `before` exactly.
///
/// Use is compared by zone and range. What a unit now costs more, times what is used now, is the tariff's; the rest is the
/// volume's, or the method's if that is another one. Rounding goes with the rest, so an unchanged price has no part.
/// `None` when a number does not fit.
#[must_use]
pub fn what_changed(before: &[BillLine], now: &[BillLine]) -> Option<Vec<Change>> {
    let method =
        |lines: &[BillLine]| -> BTreeSet<Method> { supply(lines).filter_map(|line| line.method).collect() };
    let is_same_method = method(before) == method(now);
    let quantity = if is_same_method { ChangeReason::Volume } else { ChangeReason::Method };
    let mut parts: BTreeMap<(ChangeReason, Option<Zone>), i64> = BTreeMap::new();
    let mut add = |reason, zone, kopecks: i64| -> Option<()> {
        let part = parts.entry((reason, zone)).or_default();
        *part = part.checked_add(kopecks)?;
        Some(())
    };
    let (old, new) = (by_price(before)?, by_price(now)?);
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    for key in keys {
        let (old, new) =
            (old.get(&key).copied().unwrap_or_default(), new.get(&key).copied().unwrap_or_default());
        let tariff = dearer(old, new)?;
        add(ChangeReason::Tariff, key.0, tariff)?;
        add(quantity, key.0, new.kopecks.checked_sub(old.kopecks)?.checked_sub(tariff)?)?;
    }
    for (lines, is_now) in [(before, false), (now, true)] {
        for line in lines {
            let reason = match line.kind {
                LineKind::Supply => continue,
                LineKind::Recalculation => ChangeReason::Recalculation,
                LineKind::CommonUse | LineKind::CommonUseReturned => ChangeReason::CommonUse,
                LineKind::Benefit => ChangeReason::Benefit,
            };
            add(reason, None, if is_now { line.amount.0 } else { line.amount.0.checked_neg()? })?;
        }
    }
    let parts = parts.into_iter().filter(|(_, amount)| *amount != 0);
    Some(parts.map(|((reason, zone), amount)| Change { reason, zone, amount: Kopecks(amount) }).collect())
}

/// Use of a zone and range: units, their cost before rounding, and after it.
#[derive(Clone, Copy)]
struct Use {
    units: Exact,
    cost: Exact,
    kopecks: i64,
}

impl Default for Use {
    fn default() -> Self {
        Self { units: Exact::ZERO, cost: Exact::ZERO, kopecks: 0 }
    }
}

fn supply(lines: &[BillLine]) -> impl Iterator<Item = &BillLine> {
    lines.iter().filter(|line| line.kind == LineKind::Supply)
}

/// Use by zone and range.
type Uses = BTreeMap<(Option<Zone>, Option<u8>), Use>;

fn by_price(lines: &[BillLine]) -> Option<Uses> {
    let mut found = Uses::new();
    for line in supply(lines) {
        let units = line.derivation.units()?.value()?;
        let cost = units.times(Exact::of(line.price?)?)?;
        let all = found.entry((line.zone, line.range)).or_default();
        all.units = all.units.plus(units)?;
        all.cost = all.cost.plus(cost)?;
        all.kopecks = all.kopecks.checked_add(line.amount.0)?;
    }
    Some(found)
}

/// What the units of now cost more than at the price of before, kopecks. Where one of the months has no use there is no
/// price to compare.
fn dearer(old: Use, new: Use) -> Option<i64> {
    if old.units.is_zero() || new.units.is_zero() {
        return Some(0);
    }
    let at_old = old.cost.over(old.units)?.times(new.units)?;
    Some(new.cost.minus(at_old)?.kopecks()?.0)
}
