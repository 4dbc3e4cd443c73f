//! Use that meters tell: between two readings, through zero, times the transformer factor, across a replacement and a
//! change of the tariff.

use rust_decimal::Decimal;

use crate::bills::charge::part::{UseFound, UsePart, change_rule, days_of, rank, versions};
use crate::bills::{
    BillRule, ChargeProblem, Day, Given, MeterStretch, Method, Node, PeriodFacts, RegisterStretch, What,
};
use crate::tariffs::{DaySpan, Service, Version, Zone, day_after};

/// Use by zone and version of the tariff.
pub(super) fn parts<'a>(
    stretches: &[MeterStretch],
    month: &PeriodFacts<'a>,
) -> Result<UseFound<'a>, Vec<ChargeProblem>> {
    let mut stretches: Vec<&MeterStretch> = stretches.iter().collect();
    stretches.sort_by(|a, b| (a.from, a.until, &a.meter).cmp(&(b.from, b.until, &b.meter)));
    let problems = problems(&stretches, month);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut parts: Vec<UsePart<'a>> = Vec::new();
    let mut problems = Vec::new();
    for stretch in &stretches {
        for register in &stretch.registers {
            match register_parts(stretch, register, month) {
                Ok(found) => parts.extend(found),
                Err(problem) => problems.push(problem),
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let parts = merged(parts);
    let mut rules = vec![BillRule::Actual];
    rules.extend(is_replaced(&stretches).then_some(BillRule::MeterReplaced));
    rules.extend(change_rule(&parts, month));
    Ok(UseFound { parts, method: Method::Actual, rules })
}

fn problems(stretches: &[&MeterStretch], month: &PeriodFacts<'_>) -> Vec<ChargeProblem> {
    let mut problems = Vec::new();
    if stretches.iter().all(|stretch| stretch.registers.is_empty()) {
        problems.push(ChargeProblem::NoStretch);
    }
    let last_day = month.period.day(31);
    for (i, stretch) in stretches.iter().enumerate() {
        let MeterStretch { digits, factor, from, until, registers, .. } = stretch;
        let meter = || stretch.meter.clone();
        if !(1..=9).contains(digits) || *factor == 0 {
            problems.push(ChargeProblem::BadMeter { meter: meter() });
        }
        if from > until {
            problems.push(ChargeProblem::OutOfOrder { meter: meter(), from: *from, until: *until });
        }
        if *until > last_day {
            problems.push(ChargeProblem::AfterPeriod { meter: meter(), until: *until });
        }
        let overlaps = stretches[..i].iter().any(|other| other.meter == stretch.meter && other.until > *from);
        let is_twice = |(i, register): (usize, &RegisterStretch)| {
            registers[..i].iter().any(|other| other.zone == register.zone)
        };
        if overlaps || registers.iter().enumerate().any(is_twice) {
            problems.push(ChargeProblem::CountedTwice { meter: meter() });
        }
        for &RegisterStretch { zone, first, last, through_zero, .. } in registers {
            let turn = 10_u64.checked_pow(u32::from(*digits)).unwrap_or(u64::MAX);
            if u64::from(first.max(last)) >= turn {
                problems.push(ChargeProblem::TooManyDigits { meter: meter(), zone });
            } else if (last < first) != through_zero {
                problems.push(ChargeProblem::NegativeUse { meter: meter(), zone, first, last });
            }
        }
    }
    problems
}

/// Whether one meter took over from another.
fn is_replaced(stretches: &[&MeterStretch]) -> bool {
    let zones = |stretch: &MeterStretch| stretch.registers.iter().map(|r| r.zone).collect::<Vec<_>>();
    let is_next = |a: &MeterStretch, b: &MeterStretch| {
        a.meter != b.meter && a.until <= b.from && zones(a).iter().any(|zone| zones(b).contains(zone))
    };
    stretches.iter().any(|a| stretches.iter().any(|b| is_next(a, b)))
}

/// What a register has counted, split over the versions of the tariff.
fn register_parts<'a>(
    stretch: &MeterStretch,
    register: &RegisterStretch,
    month: &PeriodFacts<'a>,
) -> Result<Vec<UsePart<'a>>, ChargeProblem> {
    let days = stretch.days();
    let zone = register.zone;
    let versions = versions(month, zone, days)?;
    let counted = counted(stretch, register);
    if let [Version { row, days }] = versions[..] {
        return Ok(vec![UsePart { zone, row, days, units: counted }]);
    }
    let decimals = rounding(month.schedule.service());
    let until = |day| {
        let share = Node::quotient(What::ShareOfDays, passed(days, day), days_of(days));
        Node::rounded(What::UseInDays, Node::product(What::UseInDays, [counted.clone(), share]), decimals)
    };
    let mut parts = Vec::with_capacity(versions.len());
    let mut before: Option<Node> = None;
    for Version { row, days: held } in versions {
        let reached = if held.last() == days.last() { counted.clone() } else { until(held) };
        let units = match before.replace(reached.clone()) {
            None => reached,
            Some(before) => Node::difference(What::UseInDays, reached, before),
        };
        parts.push(UsePart { zone, row, days: held, units });
    }
    Ok(parts)
}

/// To how many decimals a part is rounded at the end of a version: whole kWh, thousandths of a m³.
const fn rounding(service: Service) -> u8 {
    match service {
        Service::Electricity => 0,
        Service::HotWater => 3,
    }
}

/// Days from the beginning of `whole` to the end of `part`.
fn passed(whole: DaySpan, part: DaySpan) -> Node {
    days_of(DaySpan::new(whole.first(), part.last()).unwrap_or(part))
}

/// Last value less first one, over a turn of the drum if it went through zero, times the factor.
fn counted(stretch: &MeterStretch, register: &RegisterStretch) -> Node {
    let RegisterStretch { zone, first_id, first, last_id, last, through_zero } = register;
    let meter = &stretch.meter;
    let reading = |id: &String, value: u32, taken_on| {
        let from =
            Given::Reading { id: id.clone(), meter: meter.clone(), zone: *zone, taken_on: Day(taken_on) };
        Node::given(Decimal::from(value), from)
    };
    let (first, last) = (reading(first_id, *first, stretch.from), reading(last_id, *last, stretch.until));
    let steps = if *through_zero {
        let turn = Decimal::from(10_u64.saturating_pow(u32::from(stretch.digits)));
        let turn = Node::given(turn, Given::Turn { meter: meter.clone(), digits: stretch.digits });
        Node::sum(What::Counted, vec![Node::difference(What::Counted, turn, first), last])
    } else {
        Node::difference(What::Counted, last, first)
    };
    if stretch.factor == 1 {
        return steps;
    }
    let factor = Given::TransformerFactor { meter: meter.clone() };
    Node::product(What::Counted, [steps, Node::given(Decimal::from(stretch.factor), factor)])
}

/// One part for each zone and version, whatever meters it comes from; by zone, then by time.
fn merged(mut parts: Vec<UsePart<'_>>) -> Vec<UsePart<'_>> {
    parts.sort_by(|a, b| {
        (rank(a.zone), a.row.from, &a.row.id, a.days).cmp(&(rank(b.zone), b.row.from, &b.row.id, b.days))
    });
    let mut found: Vec<(UsePart<'_>, Vec<Node>)> = Vec::new();
    for part in parts {
        match found.last_mut() {
            Some((last, nodes)) if same(last, part.zone, &part.row.id) => {
                let end = last.days.last().max(part.days.last());
                last.days = DaySpan::new(last.days.first(), end).unwrap_or(last.days);
                nodes.push(part.units);
            }
            _ => {
                let units = part.units.clone();
                found.push((part, vec![units]));
            }
        }
    }
    found
        .into_iter()
        .map(|(part, nodes)| UsePart { units: Node::together(What::Use, nodes), ..part })
        .collect()
}

fn same(part: &UsePart<'_>, zone: Zone, tariff: &str) -> bool {
    part.zone == zone && part.row.id == tariff
}

impl MeterStretch {
    /// Days of use: from the day after the earlier reading to the day of the later one. Two readings of one day have
    /// that day.
    #[must_use]
    pub fn days(&self) -> DaySpan {
        DaySpan::new(day_after(self.from), self.until).unwrap_or(DaySpan::of_day(self.until))
    }
}
