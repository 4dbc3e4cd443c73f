//! Penalties of an account, as a closing books them.
//!
//! Only to payees who are still owed for use: one who was replaced keeps the old debts and reckons their penalties itself.

use chrono::{DateTime, NaiveDate, Utc};
use svetlitsa_domain::bills::{
    Accrual, Booked, Entry, LateDebt, NoRate, PenaltyRates, Purpose, accrue, late_debts,
};
use svetlitsa_domain::calendar::{OutsideCalendar, ProductionCalendar};
use svetlitsa_domain::tariffs::{Category, Service};
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::entries::{entry_of, name_corrections};
use crate::data::{Branch, Payee};
use crate::entity::{account, correction, ledger_entry, penalty};
use crate::random;

/// Why penalties of an account are not reckoned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPenalty {
    /// The rate of a day is not decided, or not told.
    #[error(transparent)]
    Rate(#[from] NoRate),
    /// Nobody knows when something was due.
    #[error(transparent)]
    Calendar(#[from] OutsideCalendar),
    /// A row holds words that are none of ours.
    #[error("{0} cannot be read")]
    Broken(String),
}

/// By what penalties are reckoned.
#[derive(Clone, Copy, Debug)]
pub struct PenaltyTerms<'a> {
    /// The branch.
    pub branch: &'a Branch,
    /// Working days.
    pub calendar: &'a ProductionCalendar,
    /// Rates by day.
    pub rates: &'a PenaltyRates,
}

/// Penalties as they go into the database.
#[derive(Clone, Debug, Default)]
pub struct PenaltyRows {
    /// What was reckoned.
    pub penalties: Vec<penalty::Model>,
    /// Its entries in the ledger, one each.
    pub entries: Vec<ledger_entry::Model>,
}

impl PenaltyRows {
    /// What is booked for a payee.
    #[must_use]
    pub fn of(&self, payee: &str) -> Kopecks {
        let rows = self.penalties.iter().filter(|row| row.payee == payee);
        Kopecks(rows.map(|row| row.amount_kopecks).sum())
    }

    /// All of it.
    #[must_use]
    pub fn sum(&self) -> Kopecks {
        Kopecks(self.penalties.iter().map(|row| row.amount_kopecks).sum())
    }
}

/// Whether penalties of debts to a payee are reckoned here for a month.
fn is_reckoned(payee: &Payee, period: Period) -> bool {
    payee.until.is_none_or(|until| until >= period.day(1))
}

/// Entries of an account.
///
/// # Errors
/// [`NoPenalty::Broken`].
pub fn entries_of<'a>(
    rows: impl IntoIterator<Item = &'a ledger_entry::Model>,
    branch: &Branch,
) -> Result<Vec<Entry>, NoPenalty> {
    let broken = |row: &ledger_entry::Model| NoPenalty::Broken(format!("entry {}", row.id));
    rows.into_iter().map(|row| entry_of(row, branch.zone).ok_or_else(|| broken(row))).collect()
}

/// What a payee's closings have booked for a late month.
#[must_use]
pub fn booked(rows: &[&penalty::Model], payee: &str, late: Period) -> Option<Booked> {
    let late = late.to_string();
    let rows = || rows.iter().filter(|row| row.payee == payee && row.late_period == late);
    let until: NaiveDate = rows().filter_map(|row| row.reckoned_on.parse().ok()).max()?;
    Some(Booked { until, amount: Kopecks(rows().map(|row| row.amount_kopecks).sum()) })
}

impl PenaltyTerms<'_> {
    /// Debts to every payee whose penalties are reckoned here, of which something was late since `since`.
    ///
    /// # Errors
    /// [`NoPenalty`].
    pub fn late(
        &self,
        entries: &[Entry],
        service: Service,
        period: Period,
        since: NaiveDate,
    ) -> Result<Vec<(&str, LateDebt)>, NoPenalty> {
        let mut late = Vec::new();
        for payee in self.branch.payees.iter().filter(|payee| is_reckoned(payee, period)) {
            let debts = late_debts(entries, &payee.id, service, self.calendar, since)?;
            late.extend(debts.into_iter().map(|debt| (payee.id.as_str(), debt)));
        }
        Ok(late)
    }

    /// What the closing of a month books. `corrections` are those of the account.
    ///
    /// # Errors
    /// [`NoPenalty`].
    pub fn reckon(
        &self,
        account: &account::Model,
        ledger: &[&ledger_entry::Model],
        corrections: &[&correction::Model],
        before: &[&penalty::Model],
        period: Period,
        made_at: DateTime<Utc>,
    ) -> Result<PenaltyRows, NoPenalty> {
        let mut rows = PenaltyRows::default();
        // Another scale holds for who is no household.
        if ledger.is_empty() || Category::parse(&account.category).is_none() {
            return Ok(rows);
        }
        let service = Service::parse(&account.service);
        let service = service.ok_or_else(|| NoPenalty::Broken(format!("service of {}", account.number)))?;
        let mut entries = entries_of(ledger.iter().copied(), self.branch)?;
        name_corrections(&mut entries, corrections.iter().copied());
        let on = period.day(31);
        for (payee, debt) in self.late(&entries, service, period, period.day(1))? {
            let booked = booked(before, payee, debt.period);
            let Some(accrual) = accrue(&debt, booked, on, self.rates)? else { continue };
            rows.push(account, payee, &accrual, on, made_at)?;
        }
        Ok(rows)
    }
}

impl PenaltyRows {
    fn push(
        &mut self,
        account: &account::Model,
        payee: &str,
        accrual: &Accrual,
        on: NaiveDate,
        made_at: DateTime<Utc>,
    ) -> Result<(), NoPenalty> {
        let number = &account.number;
        let derivation = serde_json::to_string(&accrual.derivation);
        let derivation = derivation.map_err(|error| NoPenalty::Broken(error.to_string()))?;
        let line = i32::try_from(self.entries.len()).unwrap_or(i32::MAX);
        self.penalties.push(penalty::Model {
            account: number.clone(),
            payee: payee.to_owned(),
            late_period: accrual.of.to_string(),
            reckoned_on: on.to_string(),
            due_on: accrual.due.to_string(),
            amount_kopecks: accrual.amount.0,
            grown_kopecks: accrual.grown.0,
            derivation,
        });
        self.entries.push(ledger_entry::Model {
            id: random::id(),
            account: number.clone(),
            payee: payee.to_owned(),
            service: account.service.clone(),
            period: accrual.of.to_string(),
            purpose: Purpose::Penalty.as_str().to_owned(),
            amount_kopecks: accrual.amount.0,
            cause_kind: "penalty".to_owned(),
            cause_id: format!("penalty-{number}-{on}"),
            cause_line: line,
            booked_at: made_at.timestamp_millis(),
        });
        Ok(())
    }
}
