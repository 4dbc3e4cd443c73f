//! Looks for money of which nothing is known when the promise to credit it is over.

use std::time::Duration;

use crate::entity::payment;
use crate::failure::Outcome;
use crate::searches::{Reason, Subject, credit_clock, open};
use crate::state::App;
use crate::store;

/// Looks this often.
const EVERY: Duration = Duration::from_secs(60);
/// Payments looked at together.
const AT_ONCE: u64 = 100;
/// A payer has a link this long at least; before that nothing is overdue.
const SOONEST_MS: i64 = crate::payments::LINK_LIFETIME_MS;

/// Opens searches until the service stops.
pub async fn run(app: App) {
    while !app.stopping.is_cancelled() {
        if open_overdue(&app).await.is_err() {
            tracing::warn!("overdue payments are not looked for yet");
        }
        tokio::select! {
            () = app.stopping.cancelled() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Opens a search for each payment whose promise is over; says how many.
///
/// # Errors
/// When the database does not answer.
pub async fn open_overdue(app: &App) -> Outcome<usize> {
    let before = app.clock.now_ms() - SOONEST_MS;
    let rows = store::searches::unanswered(&app.db, before, AT_ONCE).await?;
    let mut opened = 0;
    for row in &rows {
        opened += usize::from(open_if_overdue(app, row).await?);
    }
    Ok(opened)
}

async fn open_if_overdue(app: &App, row: &payment::Model) -> Outcome<bool> {
    let Some(account) = store::accounts::find(&app.db, &row.account).await? else { return Ok(false) };
    let branch = app.branch(&account.branch)?;
    let clock = credit_clock(app, row.created_at, row.terminal.is_some(), branch)?;
    if app.clock.now() <= clock.due {
        return Ok(false);
    }
    let tx = store::begin_write(&app.writer).await?;
    // What became of it may have come to be known in between.
    let Some(row) = store::payments::lock(&tx, &row.id).await? else { return Ok(false) };
    if !crate::payments::state_of(&row)?.is_open() {
        return Ok(false);
    }
    open(app, &tx, Subject::Payment(&row), Reason::Silent).await?;
    tx.commit().await?;
    crate::payments::announce(app, &row.id);
    Ok(true)
}
