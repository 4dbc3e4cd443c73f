//! What a reading puts right after a silence: what was really used less what was charged, as one line.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::bills::charge::Draft;
use crate::bills::charge::part::PricedPart;
use crate::bills::{
    AccountFacts, BillLine, BillRule, ChargeProblem, ChargedBefore, Given, LineKind, Method, Node,
    PeriodFacts, Usage, What,
};
use crate::readings::NormPart;
use crate::tariffs::DaySpan;

/// What was charged since the last reading, oldest first.
pub(super) struct Silence<'a> {
    charged: Vec<&'a ChargedBefore>,
}

impl<'a> Silence<'a> {
    /// Nothing was charged without a reading.
    pub(super) const fn none() -> Self {
        Self { charged: Vec::new() }
    }

    pub(super) fn of(month: &'a PeriodFacts<'_>) -> Result<Self, ChargeProblem> {
        let mut charged: Vec<_> = month.charged_in_silence.iter().collect();
        charged.sort_by(|a, b| (a.period, &a.line).cmp(&(b.period, &b.line)));
        let ids: BTreeSet<_> = charged.iter().map(|line| &line.line).collect();
        let is_bad = |line: &&ChargedBefore| {
            line.period >= month.period || line.method.is_actual() || line.units < Decimal::ZERO
        };
        let is_still_silent = !matches!(month.usage, Usage::Measured(_)) && !charged.is_empty();
        if ids.len() < charged.len() || charged.iter().any(is_bad) || is_still_silent {
            return Err(ChargeProblem::ChargedBefore);
        }
        Ok(Self { charged })
    }

    /// Whether this month's reading ends a silence.
    pub(super) fn is_over(&self) -> bool {
        !self.charged.is_empty()
    }

    /// How many months the reading covers, this one included.
    pub(super) fn months(&self) -> u32 {
        let silent: BTreeSet<_> = self.charged.iter().map(|line| line.period).collect();
        u32::try_from(silent.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The sums that were charged, or those of one method.
    fn sums(&self, is_meant: impl Fn(Method) -> bool) -> Node {
        let sums = self.charged.iter().filter(|line| is_meant(line.method)).map(|charged| {
            let ChargedBefore { line, period, method, amount, .. } = *charged;
            Node::rubles(*amount, Given::Charged { line: line.clone(), period: *period, method: *method })
        });
        Node::sum(What::ChargedBefore, sums.collect())
    }

    fn units(&self) -> Node {
        let units = self.charged.iter().map(|charged| {
            let ChargedBefore { line, period, units, .. } = *charged;
            Node::given(*units, Given::ChargedUnits { line: line.clone(), period: *period })
        });
        Node::sum(What::ChargedBefore, units.collect())
    }
}

/// The line. What was really used is rounded as one sum; what was charged is whole kopecks already. `None` when a number
/// does not fit.
pub(super) fn line(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    priced: &[PricedPart],
    silence: &Silence<'_>,
    rules: Vec<BillRule>,
) -> Option<BillLine> {
    let first = priced.iter().map(|part| part.days.first()).min()?;
    let last = priced.iter().map(|part| part.days.last()).max()?;
    let cost = |part: &PricedPart| Node::product(What::Cost, [part.units.clone(), part.price.clone()]);
    let actual = Node::together(What::ActualCost, priced.iter().map(cost).collect());
    let actual = Node::rounded(What::ActualCost, actual, 2);
    let owed = Node::difference(What::Recalculated, actual, silence.sums(|_| true));
    let has_norm = silence.charged.iter().any(|line| line.method != Method::Average);
    let keeps_norm = has_norm && month.policy.norm_part == NormPart::Kept;
    let amount = if keeps_norm {
        let back = Node::given(Decimal::NEGATIVE_ONE, Given::GivenBack);
        let most = Node::product(What::Recalculated, [back, silence.sums(|m| m == Method::Average)]);
        Node::greatest(What::Recalculated, [owed, most])
    } else {
        owed
    };
    let used = Node::together(What::Use, priced.iter().map(|part| part.units.clone()).collect());
    let units = Node::difference(What::Recalculated, used, silence.units());
    let rule = if keeps_norm { BillRule::RecalculationKeepsNorm } else { BillRule::Recalculation };
    let rules: Vec<_> = std::iter::once(rule).chain(rules).collect();
    let draft = Draft {
        kind: LineKind::Recalculation,
        method: Some(Method::Actual),
        zone: None,
        range: None,
        days: DaySpan::new(first, last)?,
    };
    draft.line(account, Some(units), amount, &rules)
}
