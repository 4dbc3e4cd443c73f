//! What is late on a day: months by payee with the penalty of each, and what the penalties grow to.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use svetlitsa_api::debts::{DebtForecast, ForecastDay, GrowthStep, LateMonth, PayeeDebt};
use svetlitsa_domain::bills::{
    Balances, Entry, LateDebt, Purpose, accrue, due_date, forecast_penalty, growth, penalty,
};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::penalties::{PenaltyTerms, booked};
use crate::data::{Branch, DataSet, Payee};
use crate::entity::penalty as penalty_row;

/// Days that a forecast tells.
const FORECAST_DAYS: u32 = 30;
/// Digits after the point of what a day adds.
const SHOWN: u32 = 4;

/// An account's books on a day.
pub struct Books<'a> {
    /// Its branch.
    pub branch: &'a Branch,
    /// Calendar and rates.
    pub data: &'a DataSet,
    /// For what.
    pub service: Service,
    /// The branch's day.
    pub today: NaiveDate,
    /// Everything that was booked.
    pub entries: &'a [Entry],
    /// The sums of it.
    pub balances: &'a Balances,
    /// What closings have booked of penalties.
    pub penalties: &'a [penalty_row::Model],
    /// The day after the last closing reckoned; what was settled before it has its penalty booked.
    pub since: NaiveDate,
    /// Another scale holds for who is no household: nothing is reckoned here.
    pub is_household: bool,
}

impl Books<'_> {
    /// Whether the penalty of a payee's debts is reckoned here.
    fn is_reckoned(&self, payee: &Payee) -> bool {
        self.is_household && payee.until.is_none_or(|until| until >= self.today)
    }

    /// Late debts of a payee, as far as it can be told when they were due.
    fn late(&self, payee: &Payee) -> Vec<LateDebt> {
        if !self.is_reckoned(payee) {
            return Vec::new();
        }
        let terms = PenaltyTerms {
            branch: self.branch,
            calendar: &self.data.calendar,
            rates: &self.data.debts.rates,
        };
        let Some(period) = Period::of(self.today) else { return Vec::new() };
        let late = terms.late(self.entries, self.service, period, self.since).unwrap_or_default();
        late.into_iter().filter(|(id, _)| *id == payee.id).map(|(_, debt)| debt).collect()
    }

    /// By when a month was to be paid; a month before the calendar is late whatever its day was.
    fn due(&self, period: Period) -> Option<NaiveDate> {
        due_date(period, &self.data.calendar).ok()
    }

    fn is_late(&self, period: Period) -> bool {
        match self.due(period) {
            Some(due) => due < self.today,
            None => Period::of(self.today).is_some_and(|now| period < now),
        }
    }

    /// Months of a payee that are not paid, the late ones or the others.
    pub fn open(&self, payee: &str, is_late: bool) -> impl Iterator<Item = (Period, Kopecks)> {
        let open = self.balances.open_debts(payee, self.service, Purpose::Supply);
        open.into_iter()
            .filter(move |debt| self.is_late(debt.period) == is_late)
            .map(|debt| (debt.period, debt.amount))
    }

    /// The whole penalty of a debt by today; what is booked where the rate of today is not decided.
    fn grown(&self, payee: &str, debt: &LateDebt) -> Kopecks {
        let rows: Vec<_> = self.penalties.iter().collect();
        let known = || booked(&rows, payee, debt.period).map_or(Kopecks::ZERO, |booked| booked.amount);
        penalty(debt, self.today, &self.data.debts.rates).map_or_else(|_| known(), |grown| grown.amount)
    }

    /// Penalty that is owed to a payee by today: what bills have charged and is not paid, and what has grown since.
    fn penalty(&self, payee: &str, late: &[LateDebt]) -> Kopecks {
        let rows: Vec<_> = self.penalties.iter().collect();
        let since = late.iter().filter_map(|debt| {
            let before = booked(&rows, payee, debt.period);
            accrue(debt, before, self.today, &self.data.debts.rates).ok().flatten()
        });
        let since: Kopecks = since.map(|accrual| accrual.amount).sum();
        self.balances.sum(|pot| pot.payee == payee && pot.purpose == Purpose::Penalty) + since
    }

    /// Debts by payee, the payee of today first; payees to whom nothing is late or owed as penalty are left out.
    #[must_use]
    pub fn payees(&self) -> Vec<PayeeDebt> {
        let current = &self.branch.payee_on(self.today).id;
        let debts = self.branch.payees.iter().filter_map(|payee| {
            let late = self.late(payee);
            let months: Vec<_> = self
                .open(&payee.id, true)
                .map(|(period, amount)| {
                    let due_on = self.due(period);
                    let days = due_on.map(|due| self.today.signed_duration_since(due).num_days());
                    let grown = late.iter().find(|debt| debt.period == period);
                    LateMonth {
                        period,
                        due_on,
                        amount_kopecks: amount,
                        days: days.and_then(|days| u32::try_from(days).ok()),
                        penalty_kopecks: grown.map_or(Kopecks::ZERO, |debt| self.grown(&payee.id, debt)),
                    }
                })
                .collect();
            let penalty = self.penalty(&payee.id, &late);
            (!months.is_empty() || penalty.is_positive()).then(|| PayeeDebt {
                payee: payee.id.clone(),
                name: payee.name.clone(),
                inn: payee.inn.as_str().to_owned(),
                is_current: payee.id == *current,
                overdue_kopecks: months.iter().map(|month| month.amount_kopecks).sum(),
                penalty_kopecks: penalty,
                is_penalty_reckoned: self.is_reckoned(payee),
                months,
            })
        });
        let mut debts: Vec<_> = debts.collect();
        debts.sort_by_key(|debt| !debt.is_current);
        debts
    }

    /// What the penalties grow to if nobody pays; `penalty` is what is owed of them today.
    #[must_use]
    pub fn forecast(&self, penalty: Kopecks) -> Option<DebtForecast> {
        let rates = &self.data.debts.rates;
        let late: Vec<LateDebt> = self.branch.payees.iter().flat_map(|payee| self.late(payee)).collect();
        let is_any = self.branch.payees.iter().any(|payee| self.open(&payee.id, true).next().is_some());
        if late.is_empty() || !is_any {
            return None;
        }
        let tomorrow = self.today.checked_add_days(Days::new(1))?;
        let by_today = late.iter().map(|debt| svetlitsa_domain::bills::penalty(debt, self.today, rates));
        let by_today: Kopecks =
            by_today.map(|grown| grown.map(|grown| grown.amount)).sum::<Result<_, _>>().ok()?;
        let told = forecast_penalty(&late, tomorrow, FORECAST_DAYS, rates);
        let mut steps: Vec<(NaiveDate, Decimal)> = Vec::new();
        for (day, _) in &told.days {
            let Ok(adds) = growth(&late, *day, rates) else { break };
            if steps.last().map_or(Decimal::ZERO, |(_, before)| *before) != adds {
                steps.push((*day, adds));
            }
        }
        let days = told
            .days
            .into_iter()
            .map(|(day, sum)| ForecastDay { day, penalty_kopecks: penalty + sum - by_today });
        Some(DebtForecast {
            days: days.collect(),
            steps: steps
                .into_iter()
                .map(|(from, adds)| GrowthStep {
                    from,
                    rubles_a_day: adds.round_dp(SHOWN).normalize().to_string(),
                })
                .collect(),
            unknown_from: told.unknown_from,
        })
    }
}
