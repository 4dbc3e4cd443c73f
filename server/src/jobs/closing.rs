//! Closes the month of every branch that has a day for it, as the command `close-period` does.
//!
//! What is to be closed is read from the database and the clock each time: a service that was away on the day closes when
//! it is back, one month after the other; a clock that jumps closes nothing twice, for a period has its bills once. Two
//! services may run this at once: the second waits for each transaction of the first and finds its bills made.

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use svetlitsa_domain::Period;

use crate::bills::closing::{Report, close};
use crate::data::{Branch, ClosingTerms};
use crate::state::App;
use crate::store;

/// Looks for a month to close this often.
const EVERY: Duration = Duration::from_secs(60);

/// What came of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Which branch.
    pub branch: String,
    /// Which month.
    pub period: Period,
    /// What was made, or why nothing was.
    pub outcome: Result<Report, String>,
}

/// Closes until the service stops.
pub async fn run(app: App) {
    if app.data.branches.values().all(|branch| branch.closing.is_none()) {
        return;
    }
    let mut said = std::collections::BTreeMap::new();
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return,
            closed = close_due(&app) => for closed in closed {
                tell(&closed, &mut said);
            }
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Logs what came of a branch; a reason that stands is told once, not every minute.
fn tell(closed: &Closed, said: &mut std::collections::BTreeMap<String, String>) {
    let Closed { branch, period, outcome } = closed;
    match outcome {
        Ok(report) => {
            said.remove(branch);
            tracing::info!(
                branch,
                %period,
                made = report.made(),
                refused = report.refused,
                charged = %report.charged,
                penalties = %report.penalties,
                "period closed"
            );
            for (account, reason) in &report.reasons {
                tracing::warn!(branch, %period, account, reason, "not billed, or not wholly");
            }
        }
        Err(reason) => {
            if said.insert(branch.clone(), reason.clone()).as_ref() != Some(reason) {
                tracing::error!(branch, %period, reason, "period not closed");
            }
        }
    }
}

/// The month that a branch must have closed by now: the newest one whose closing day has come.
#[must_use]
pub fn newest_due(terms: ClosingTerms, zone: Tz, now: DateTime<Utc>) -> Option<Period> {
    let local = now.with_timezone(&zone).naive_local();
    let this = Period::of(local.date())?;
    let closes = this.day(terms.day).and_time(terms.time);
    let last = this.previous();
    Some(if local >= closes { last } else { last.previous() })
}

/// The month that is closed next, if its day has come: the one after the last, or again the last when it was interrupted.
/// A branch that has closed nothing here begins with the newest month that is due.
async fn next(app: &App, branch: &Branch) -> Result<Option<Period>, sea_orm::DbErr> {
    let due = branch.closing.and_then(|terms| newest_due(terms, branch.zone, app.clock.now()));
    let Some(due) = due else { return Ok(None) };
    let last = store::bills::last_closing(&app.db, &branch.id).await?;
    let last = last.and_then(|row| Some((row.period.parse::<Period>().ok()?, row.finished_at.is_some())));
    Ok(match last {
        None => Some(due),
        Some((last, true)) => Some(last.next()).filter(|next| *next <= due),
        Some((last, false)) => Some(last).filter(|last| *last <= due),
    })
}

/// Closes what is due, a month of each branch, and tells what came of it.
pub async fn close_due(app: &App) -> Vec<Closed> {
    let mut closed = Vec::new();
    for branch in app.data.branches.values() {
        let period = match next(app, branch).await {
            Ok(Some(period)) => period,
            Ok(None) => continue,
            Err(error) => {
                tracing::warn!(branch = branch.id, %error, "not asked what is to be closed");
                continue;
            }
        };
        let outcome = close(&app.db, &app.data, &branch.id, period, app.clock.now(), |_| {}).await;
        let outcome = outcome.map_err(|error| format!("{error:#}"));
        closed.push(Closed { branch: branch.id.clone(), period, outcome });
    }
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_branch() {
        let terms = ClosingTerms { day: 3, time: chrono::NaiveTime::from_hms_opt(4, 0, 0).unwrap() };
        for (zone, now, due) in [
            ("Europe/Moscow", "2026-12-03T00:59:59Z", "2026-10"),
            ("Europe/Moscow", "2026-12-03T01:00:00Z", "2026-11"),
            ("Europe/Samara", "2026-12-03T00:00:00Z", "2026-11"),
            ("Europe/Samara", "2026-12-02T23:59:59Z", "2026-10"),
            ("Europe/Moscow", "2027-01-01T00:00:00Z", "2026-11"),
        ] {
            let found = newest_due(terms, zone.parse().unwrap(), now.parse().unwrap());
            assert_eq!(found, Some(due.parse().unwrap()), "{zone} {now}");
        }
    }
}
