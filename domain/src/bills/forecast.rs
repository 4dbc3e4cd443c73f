//! What the month will cost if it goes on as it began, and whether that is more than usual.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::bills::charge::{Estimate, average, estimate};
use crate::bills::{
    AccountFacts, BillLine, BillRule, ChargeProblem, Day, Given, Method, Node, PastUse, PeriodFacts, What,
    bill_total,
};
use crate::tariffs::{DaySpan, Zone};
use crate::{Kopecks, Period};

/// Fewest days that tell how a month goes.
pub const FEWEST_DAYS_SO_FAR: u32 = 7;
/// Fewest bills that tell what is usual.
const FEWEST_BILLS: usize = 3;
/// Most bills that do.
const MOST_BILLS: usize = 6;

/// What is known of a month that is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoFar {
    /// From the day after the last billed reading to the newest one.
    pub days: DaySpan,
    /// Units by zone in these days.
    pub units: Vec<(Zone, Decimal)>,
}

/// What a forecast goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ForecastBasis {
    /// Readings of this month.
    SoFar,
    /// The same month a year ago.
    YearAgo,
    /// The average of the months before.
    Average,
}

/// What a month will cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthForecast {
    /// What it goes by.
    pub basis: ForecastBasis,
    /// Its lines, reckoned as those of a bill; none of them is one.
    pub lines: Vec<BillLine>,
    /// Their sum.
    pub total: Kopecks,
}

/// Why there is no forecast.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoForecast {
    /// Too little is known of the household.
    #[error("too little is known")]
    TooLittleKnown,
    /// The month cannot be charged.
    #[error(transparent)]
    Charge(#[from] ChargeProblem),
}

/// The forecast of a month: by its own readings once they cover a week, else by the same month a year ago, else by the
/// average of at least three months. `month.usage` and `month.charged_in_silence` are not looked at.
///
/// # Errors
/// [`NoForecast`].
pub fn forecast_month(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    so_far: Option<&SoFar>,
    history: &[PastUse],
) -> Result<MonthForecast, NoForecast> {
    let whole = DaySpan::of_period(month.period);
    let enough = so_far.filter(|known| known.days.days() >= FEWEST_DAYS_SO_FAR && !known.units.is_empty());
    let (basis, units) = if let Some(known) = enough {
        (ForecastBasis::SoFar, goes_on(known, whole))
    } else if let Some(past) = year_ago(history, month.period) {
        (
            ForecastBasis::YearAgo,
            past.units.iter().map(|use_| (use_.0, past_node(past.period, *use_))).collect(),
        )
    } else {
        (ForecastBasis::Average, average(history, month.period)?.ok_or(NoForecast::TooLittleKnown)?)
    };
    let lines =
        estimate(account, month, Estimate { units, method: Method::Average, rule: BillRule::Forecast })?;
    let total = bill_total(&lines).ok_or(ChargeProblem::TooLarge)?;
    Ok(MonthForecast { basis, lines, total })
}

/// As many units a day for the whole month.
fn goes_on(known: &SoFar, whole: DaySpan) -> Vec<(Zone, Node)> {
    let days = |span: DaySpan| {
        let from = Given::Days { from: Day(span.first()), until: Day(span.last()) };
        Node::given(span.days().into(), from)
    };
    let node = |&(zone, units): &(Zone, Decimal)| {
        let used = Node::given(units, Given::UsedSoFar { zone });
        let share = Node::quotient(What::ShareOfDays, days(whole), days(known.days));
        (zone, Node::product(What::Forecast, [used, share]))
    };
    known.units.iter().map(node).collect()
}

fn year_ago(history: &[PastUse], period: Period) -> Option<&PastUse> {
    let year_ago = Period::new(period.year() - 1, period.month()).ok()?;
    history.iter().find(|past| past.period == year_ago && past.months == 1 && !past.units.is_empty())
}

fn past_node(period: Period, (zone, units): (Zone, Decimal)) -> Node {
    Node::given(units, Given::PastUse { period, zone })
}

/// From what on a household wants to be warned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum HighBillThreshold {
    /// From a sum on.
    Above(Kopecks),
    /// From so many hundredths above the usual bill on.
    AboveUsual(u32),
}

impl Default for HighBillThreshold {
    /// Half as much again as usual.
    fn default() -> Self {
        Self::AboveUsual(50)
    }
}

/// The usual bill: the mean of the newest six, rounded half up; `None` with fewer than three.
#[must_use]
pub fn usual_bill(newest_first: &[Kopecks]) -> Option<Kopecks> {
    let newest = &newest_first[..newest_first.len().min(MOST_BILLS)];
    let many = i64::try_from(newest.len()).ok().filter(|_| newest.len() >= FEWEST_BILLS)?;
    let sum = newest.iter().try_fold(0_i64, |sum, bill| sum.checked_add(bill.0))?;
    Kopecks::from_rubles_rounded(Decimal::new(sum, 2).checked_div(Decimal::from(many))?)
}

/// By how much a sum is above the threshold; `None` when it is not, or nobody knows what is usual.
#[must_use]
pub fn high_bill(sum: Kopecks, usual: Option<Kopecks>, threshold: HighBillThreshold) -> Option<Kopecks> {
    let limit = match threshold {
        HighBillThreshold::Above(limit) => limit,
        HighBillThreshold::AboveUsual(percent) => {
            let factor = Decimal::ONE.checked_add(Decimal::new(percent.into(), 2))?;
            Kopecks::from_rubles_rounded(Decimal::new(usual?.0, 2).checked_mul(factor)?)?
        }
    };
    let over = Kopecks(sum.0.checked_sub(limit.0)?);
    over.is_positive().then_some(over)
}
