//! Use by zone and version of the tariff, on its way to a line.

use rust_decimal::Decimal;

use crate::bills::{BillRule, Day, Given, Method, Node, PeriodFacts, TariffChange, What};
use crate::tariffs::{DaySpan, TariffProblem, TariffRow, Version, Zone};

/// Use of one zone on the days of one version of the tariff.
#[derive(Clone, Debug)]
pub(super) struct UsePart<'a> {
    pub(super) zone: Zone,
    pub(super) row: &'a TariffRow,
    pub(super) days: DaySpan,
    pub(super) units: Node,
}

/// Everything that was used, and the rules by which it was found.
pub(super) struct UseFound<'a> {
    pub(super) parts: Vec<UsePart<'a>>,
    pub(super) method: Method,
    pub(super) rules: Vec<BillRule>,
}

/// Use at one price.
#[derive(Clone, Debug)]
pub(super) struct PricedPart {
    pub(super) zone: Zone,
    pub(super) range: Option<u8>,
    pub(super) days: DaySpan,
    pub(super) units: Node,
    pub(super) price: Node,
    pub(super) rubles: Decimal,
}

/// The versions that price some days of a zone, by the branch's policy. Never empty.
pub(super) fn versions<'a>(
    month: &PeriodFacts<'a>,
    zone: Zone,
    days: DaySpan,
) -> Result<Vec<Version<'a>>, TariffProblem> {
    match month.policy.tariff_change {
        TariffChange::ByDays => month.schedule.versions(zone, days),
        TariffChange::PriceOfPeriod => {
            let first = DaySpan::of_day(month.period.day(1));
            let versions = month.schedule.versions(zone, first)?;
            Ok(versions.into_iter().map(|version| Version { days, ..version }).collect())
        }
    }
}

/// What a month's units come to on the days of each version: no reading tells more than the whole, so the parts are not
/// rounded.
pub(super) fn spread<'a>(
    month: &PeriodFacts<'a>,
    zone: Zone,
    units: &Node,
) -> Result<Vec<UsePart<'a>>, TariffProblem> {
    let whole = DaySpan::of_period(month.period);
    let versions = versions(month, zone, whole)?;
    let is_split = versions.len() > 1;
    let part = |Version { row, days }| {
        let units = if is_split {
            let share = Node::quotient(What::ShareOfDays, days_of(days), days_of(whole));
            Node::product(What::UseInDays, [units.clone(), share])
        } else {
            units.clone()
        };
        UsePart { zone, row, days, units }
    };
    Ok(versions.into_iter().map(part).collect())
}

/// The rule by which a change of the tariff was handled, when there was one.
pub(super) fn change_rule(parts: &[UsePart<'_>], month: &PeriodFacts<'_>) -> Option<BillRule> {
    match month.policy.tariff_change {
        TariffChange::ByDays => {
            let is_split = parts.iter().zip(parts.iter().skip(1)).any(|(a, b)| a.zone == b.zone);
            is_split.then_some(BillRule::SplitByDays)
        }
        TariffChange::PriceOfPeriod => {
            let crosses = |part: &UsePart<'_>| {
                month.schedule.versions(part.zone, part.days).map_or(true, |versions| {
                    versions.len() > 1 || versions.iter().any(|version| version.row.id != part.row.id)
                })
            };
            parts.iter().any(crosses).then_some(BillRule::PriceOfPeriod)
        }
    }
}

/// A number of days as an input.
pub(super) fn days_of(days: DaySpan) -> Node {
    let from = Given::Days { from: Day(days.first()), until: Day(days.last()) };
    Node::given(Decimal::from(days.days()), from)
}

/// A price as an input, and as a number. `None` when the version has none for the zone and range.
pub(super) fn price_of(row: &TariffRow, zone: Zone, range: usize) -> Option<(Node, Decimal)> {
    let rubles = *row.prices.get(&zone)?.get(range)?;
    let range = row.ranges.as_ref().and_then(|_| u8::try_from(range + 1).ok());
    let from = Given::Price {
        tariff: row.id.clone(),
        zone,
        range,
        from: row.from.map(Day),
        until: row.until.map(Day),
    };
    Some((Node::given(rubles, from), rubles))
}

/// The order in which zones are printed and fill the ranges: the dearest hours first.
pub(super) const fn rank(zone: Zone) -> u8 {
    match zone {
        Zone::Peak => 0,
        Zone::HalfPeak => 1,
        Zone::Single | Zone::Day => 2,
        Zone::Kitchen => 3,
        Zone::Bath => 4,
        Zone::Night => 5,
    }
}
