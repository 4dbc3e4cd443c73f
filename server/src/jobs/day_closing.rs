//! Closes yesterday against the acquirer's list, and each day before it that was not closed.

use std::time::Duration;

use chrono::{Days, NaiveDate, Timelike};

use crate::clock::to_local;
use crate::day_closing::close;
use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// Looks this often.
const EVERY: Duration = Duration::from_secs(300);
/// By this hour the acquirer's list of yesterday has everything.
const HOUR: u32 = 4;
/// A service that was away longer closes these days by itself, and the others on command.
const FARTHEST_DAYS: u64 = 7;

/// Closes until the service stops.
pub async fn run(app: App) {
    if app.acquirer.is_none() {
        return;
    }
    while !app.stopping.is_cancelled() {
        if let Err(failure) = close_due(&app).await {
            tracing::warn!(code = failure.code.as_str(), "the day is not closed yet");
        }
        tokio::select! {
            () = app.stopping.cancelled() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Closes what is due, the oldest day first; says which days those were.
///
/// # Errors
/// As [`close`].
pub async fn close_due(app: &App) -> Outcome<Vec<NaiveDate>> {
    let now = to_local(app.clock.now(), app.home_branch()?.zone);
    let back = if now.hour() >= HOUR { 1 } else { 2 };
    let Some(newest) = now.date_naive().checked_sub_days(Days::new(back)) else { return Ok(Vec::new()) };
    let last = store::day_closings::newest(&app.db, 1).await?;
    let last = last.first().and_then(|row| row.day.parse::<NaiveDate>().ok());
    let first = match last {
        Some(last) => last.checked_add_days(Days::new(1)).unwrap_or(newest),
        None => newest,
    };
    let first = first.max(newest.checked_sub_days(Days::new(FARTHEST_DAYS - 1)).unwrap_or(newest));
    let mut closed = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= newest) {
        close(app, day).await?;
        closed.push(day);
    }
    Ok(closed)
}
