//! The charging engine: facts in, lines out. The same facts give the same lines, in whatever order they come.

mod benefits;
mod common_use;
mod measured;
mod part;
mod ranges;
mod recalculation;
mod silent;

use crate::bills::{
    AccountFacts, BillLine, BillRule, ChargeProblem, Derivation, LineKind, Method, Node, PeriodFacts, Usage,
    What,
};
use crate::tariffs::{DaySpan, Zone};

use part::{PricedPart, UseFound};
pub(super) use silent::average;

/// Charges a month of a household: lines in the order in which a bill prints them, each rounded once to a kopeck, half
/// away from zero; the bill is their sum.
///
/// Use is priced by zone, range and version of the tariff (`facts/domain.md` 3). A month without a reading is charged by
/// the table of [`crate::readings::NoReading::method`]. A reading that ends a silence makes one line: what was really used
/// less what was charged.
///
/// # Errors
/// Every [`ChargeProblem`] that was found, sorted; then nothing of the month is charged.
pub fn charge(account: &AccountFacts, month: &PeriodFacts<'_>) -> Result<Vec<BillLine>, Vec<ChargeProblem>> {
    let schedule = month.schedule;
    if (schedule.service(), schedule.category()) != (account.service, account.category) {
        return Err(vec![ChargeProblem::WrongSchedule]);
    }
    if month.days.is_some_and(|days| days.shared_with(DaySpan::of_period(month.period)) != Some(days)) {
        return Err(vec![ChargeProblem::OutsidePeriod(month.period)]);
    }
    let (mut lines, mut problems) = match own_use(account, month) {
        Ok(lines) => (lines, Vec::new()),
        Err(problems) => (Vec::new(), problems),
    };
    match common_use::line(account, month, &lines) {
        Ok(common) => lines.extend(common),
        Err(problem) => problems.push(problem),
    }
    match benefits::lines(account, month, &lines) {
        Ok(benefits) => lines.extend(benefits),
        Err(problem) => problems.push(problem),
    }
    if problems.is_empty() {
        return Ok(lines);
    }
    problems.sort();
    problems.dedup();
    Err(problems)
}

/// Lines of what the household itself has used.
fn own_use(account: &AccountFacts, month: &PeriodFacts<'_>) -> Result<Vec<BillLine>, Vec<ChargeProblem>> {
    let silence = recalculation::Silence::of(month).map_err(|problem| vec![problem])?;
    let found = match &month.usage {
        Usage::None => return Ok(Vec::new()),
        Usage::Measured(stretches) => measured::parts(stretches, month)?,
        Usage::Silent(silent) => silent::parts(silent, account, month).map_err(|problem| vec![problem])?,
    };
    priced_lines(account, month, found, &silence).map_err(|problem| vec![problem])
}

/// Puts prices to what was used: a line for each, or one that puts a silence right.
fn priced_lines(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    found: UseFound<'_>,
    silence: &recalculation::Silence<'_>,
) -> Result<Vec<BillLine>, ChargeProblem> {
    let priced = ranges::price(&found.parts, account, month, silence.months());
    let priced = priced.ok_or(ChargeProblem::TooLarge)?;
    let mut rules = found.rules;
    rules.extend(ranges::rule(&found.parts, account, month));
    if silence.is_over() {
        let line = recalculation::line(account, month, &priced, silence, rules);
        return line.map(|line| vec![line]).ok_or(ChargeProblem::TooLarge);
    }
    let line = |part| supply_line(account, found.method, part, &rules);
    priced.into_iter().map(line).collect::<Option<_>>().ok_or(ChargeProblem::TooLarge)
}

/// Units by zone that a month is supposed to have.
pub(super) struct Estimate {
    pub(super) units: Vec<(Zone, Node)>,
    /// How the lines say that it was reckoned.
    pub(super) method: Method,
    /// The rule that they cite first.
    pub(super) rule: BillRule,
}

/// Lines of a month by what it is supposed to have used: a forecast, or a question. The facts' own use is not looked at.
pub(super) fn estimate(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    expected: Estimate,
) -> Result<Vec<BillLine>, ChargeProblem> {
    if (month.schedule.service(), month.schedule.category()) != (account.service, account.category) {
        return Err(ChargeProblem::WrongSchedule);
    }
    let Estimate { mut units, method, rule } = expected;
    units.sort_by_key(|(zone, _)| part::rank(*zone));
    let mut parts = Vec::new();
    for (zone, units) in units {
        parts.extend(part::spread(month, zone, &units)?);
    }
    let mut rules = vec![rule];
    rules.extend(part::day_rules(&parts, month));
    let found = UseFound { parts, method, rules };
    let mut lines = priced_lines(account, month, found, &recalculation::Silence::none())?;
    lines.extend(common_use::line(account, month, &lines)?);
    lines.extend(benefits::lines(account, month, &lines)?);
    Ok(lines)
}

/// A line of use at one price.
fn supply_line(
    account: &AccountFacts,
    method: Method,
    part: PricedPart,
    rules: &[BillRule],
) -> Option<BillLine> {
    let PricedPart { zone, range, days, units, price, rubles } = part;
    let amount = Node::rounded(What::Cost, Node::product(What::Cost, [units.clone(), price]), 2);
    let draft = Draft { kind: LineKind::Supply, method: Some(method), zone: Some(zone), range, days };
    Some(BillLine { price: Some(rubles), ..draft.line(account, Some(units), amount, rules)? })
}

/// What a line is, before its sum is known.
struct Draft {
    kind: LineKind,
    method: Option<Method>,
    zone: Option<Zone>,
    range: Option<u8>,
    days: DaySpan,
}

impl Draft {
    /// `None` when a number does not fit.
    fn line(
        self,
        account: &AccountFacts,
        units: Option<Node>,
        amount: Node,
        rules: &[BillRule],
    ) -> Option<BillLine> {
        let Self { kind, method, zone, range, days } = self;
        let shown = match &units {
            Some(node) => Some(node.value()?.decimal(3)?),
            None => None,
        };
        let rules = rules.iter().map(|rule| rule.cited()).collect();
        let derivation = Derivation::new(rules, units, amount);
        Some(BillLine {
            kind,
            service: account.service,
            method,
            zone,
            range,
            days,
            units: shown,
            price: None,
            amount: derivation.kopecks()?,
            derivation,
        })
    }
}

#[cfg(test)]
mod tests;
