//! Months that were not paid in time, as the ledger tells them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::bills::{Entry, LateDebt, Purpose, due_date};
use crate::calendar::{OutsideCalendar, ProductionCalendar};
use crate::tariffs::Service;
use crate::{Kopecks, Period};

/// Money of one month.
#[derive(Default)]
struct Month {
    /// What is still owed of everything that was booked as owed.
    left: i64,
    /// What was paid or given back, and when.
    credits: Vec<(NaiveDate, i64)>,
    /// What of it was used for this month, and when.
    used: Vec<(NaiveDate, i64)>,
}

impl Month {
    /// Uses as much of a credit as is owed, and tells the rest.
    fn cover(&mut self, on: NaiveDate, credit: i64) -> i64 {
        let part = credit.min(self.left);
        if part > 0 {
            self.left -= part;
            self.used.push((on, part));
        }
        credit - part
    }
}

/// What an account owed to a payee when each month was due, and what was paid of it later: only months of which something
/// was late, oldest first. The order of the entries does not matter.
///
/// What is booked for a month covers that month; what is too much there covers the oldest other months from its own day on,
/// as [`crate::bills::Balances::open_debts`] does. Penalties have none.
///
/// Months that were settled before the day `since` are left out: what they have grown is booked.
///
/// # Errors
/// [`OutsideCalendar`] when a due date that matters lies in a year that is not loaded.
pub fn late_debts<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
    payee: &str,
    service: Service,
    calendar: &ProductionCalendar,
    since: NaiveDate,
) -> Result<Vec<LateDebt>, OutsideCalendar> {
    let mut months: BTreeMap<Period, Month> = BTreeMap::new();
    let is_meant =
        |entry: &&Entry| entry.payee == payee && entry.service == service && entry.purpose == Purpose::Supply;
    for entry in entries.into_iter().filter(is_meant) {
        let month = months.entry(entry.period).or_default();
        match entry.amount.0 {
            owed @ 0.. => month.left = month.left.saturating_add(owed),
            paid => month.credits.push((entry.booked_on, paid.saturating_neg())),
        }
    }
    let mut over = Vec::new();
    for month in months.values_mut() {
        let mut credits = std::mem::take(&mut month.credits);
        credits.sort_unstable();
        for (on, credit) in credits {
            over.push((on, month.cover(on, credit)));
        }
    }
    over.sort_unstable();
    for (on, credit) in over {
        months.values_mut().fold(credit, |credit, month| month.cover(on, credit));
    }
    let matters = |month: &Month| {
        month.left > 0 || month.used.iter().map(|(on, _)| *on).max().is_some_and(|on| on >= since)
    };
    let late = months.into_iter().filter(|(_, month)| matters(month)).map(|(period, month)| {
        let due = due_date(period, calendar)?;
        let later: Vec<_> = month.used.into_iter().filter(|(on, _)| *on > due).collect();
        let amount = later.iter().fold(month.left, |sum, (_, part)| sum.saturating_add(*part));
        let payments = later.into_iter().map(|(on, part)| (on, Kopecks(part))).collect();
        Ok(LateDebt { period, due, amount: Kopecks(amount), payments })
    });
    late.filter(|debt| !debt.as_ref().is_ok_and(|debt| !debt.amount.is_positive())).collect()
}
