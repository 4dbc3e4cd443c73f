//! Months that were not paid in time, as the ledger tells them.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::bills::{Cause, CorrectionReason, Entry, LateDebt, Purpose, due_date};
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
    /// The last day on which it turned out that something had been booked wrong.
    put_right_on: Option<NaiveDate>,
}

impl Month {
    /// Counts an entry; `corrected` is the one that it puts right.
    fn book(&mut self, entry: &Entry, corrected: Option<&Entry>) {
        let amount = entry.amount.0;
        match corrected {
            Some(wrong) => {
                self.put_right_on = self.put_right_on.max(Some(entry.booked_on));
                // What was never owed was never late; what was paid otherwise was paid so on its own day.
                if wrong.amount.is_positive() {
                    self.left = self.left.saturating_add(amount);
                } else {
                    self.credits.push((wrong.booked_on, amount.saturating_neg()));
                }
            }
            None if amount >= 0 => self.left = self.left.saturating_add(amount),
            None => self.credits.push((entry.booked_on, amount.saturating_neg())),
        }
    }

    /// Joins what was paid on a day with what of it turned out otherwise.
    fn take_credits(&mut self) -> Vec<(NaiveDate, i64)> {
        let mut by_day: BTreeMap<NaiveDate, i64> = BTreeMap::new();
        for (on, credit) in std::mem::take(&mut self.credits) {
            let sum = by_day.entry(on).or_default();
            *sum = sum.saturating_add(credit);
        }
        by_day.into_iter().collect()
    }

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
/// A correction of what was booked wrong counts from the beginning: what a charge turned out to be too large by was never
/// late, and a payment that turned out otherwise did so on its own day. What is written off was owed until then.
///
/// Months that were settled before the day `since` are left out: what they have grown is booked. One in which something was
/// put right since is told even if nothing of it was late, with a debt of nothing: what was booked for it goes back.
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
    let meant: Vec<&Entry> = entries.into_iter().filter(is_meant).collect();
    let by_id: HashMap<&str, &Entry> = meant.iter().map(|entry| (entry.id.as_str(), *entry)).collect();
    for entry in meant {
        let corrected = corrected_id(entry).and_then(|id| by_id.get(id).copied());
        months.entry(entry.period).or_default().book(entry, corrected);
    }
    let mut over = Vec::new();
    for month in months.values_mut() {
        for (on, credit) in month.take_credits() {
            over.push((on, month.cover(on, credit)));
        }
    }
    over.sort_unstable();
    for (on, credit) in over {
        months.values_mut().fold(credit, |credit, month| month.cover(on, credit));
    }
    let is_put_right = |month: &Month| month.put_right_on.is_some_and(|on| on >= since);
    let matters = |month: &Month| {
        let settled_on = month.used.iter().map(|(on, _)| *on).max();
        month.left > 0 || is_put_right(month) || settled_on.is_some_and(|on| on >= since)
    };
    let late = months.into_iter().filter(|(_, month)| matters(month)).map(|(period, month)| {
        let due = due_date(period, calendar)?;
        let is_put_right = is_put_right(&month);
        let later: Vec<_> = month.used.into_iter().filter(|(on, _)| *on > due).collect();
        let amount = later.iter().fold(month.left, |sum, (_, part)| sum.saturating_add(*part));
        let payments = later.into_iter().map(|(on, part)| (on, Kopecks(part))).collect();
        let debt = LateDebt { period, due, amount: Kopecks(amount), payments };
        Ok((amount > 0 || is_put_right).then_some(debt))
    });
    late.filter_map(Result::transpose).collect()
}

/// Id of the entry that was booked wrong, when that is what an entry says. What is given up was right until then.
fn corrected_id(entry: &Entry) -> Option<&str> {
    match &entry.cause {
        Cause::Correction { reason: CorrectionReason::WrittenOff, .. } => None,
        Cause::Correction { of, .. } => Some(of),
        _ => None,
    }
}
