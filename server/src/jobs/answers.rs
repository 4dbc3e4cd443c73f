//! Answers by letter what must not be answered at once: see [`crate::pending`].

use std::time::Duration;

use crate::clock::real_now_ms;
use crate::failure::Outcome;
use crate::pending::{self, Kind, State};
use crate::state::App;
use crate::{credentials, recoveries, registrations, store};

/// Looks for requests at least this often.
const IDLE: Duration = Duration::from_secs(3);
/// Requests read at once.
const AT_ONCE: u64 = 50;

/// Answers until the service stops.
pub async fn run(app: App) {
    while !app.stopping.is_cancelled() {
        match answer_all(&app).await {
            Ok(count) if count > 0 => continue,
            Ok(_) => {}
            Err(_) => tracing::warn!("requests wait for their letters"),
        }
        tokio::select! {
            () = app.stopping.cancelled() => {}
            () = app.answer_work.notified() => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

/// Answers what waits, each in a transaction of its own, so that one that breaks does not hold up the rest; says
/// how many were answered.
///
/// # Errors
/// When the database does not answer.
pub async fn answer_all(app: &App) -> Outcome<usize> {
    let mut count = 0;
    for id in store::pending::asked(&app.db, AT_ONCE).await? {
        match answer(app, &id).await {
            Ok(()) => count += 1,
            Err(failure) => tracing::error!(request = id, code = failure.code.as_str(), "not answered"),
        }
    }
    if count > 0 {
        app.mail_work.notify_one();
    }
    Ok(count)
}

async fn answer(app: &App, id: &str) -> Outcome<()> {
    let tx = store::begin_write(&app.writer).await?;
    let row = store::pending::lock(&tx, id).await?;
    let Some(mut row) = row.filter(|row| row.state == State::Asked.as_str()) else { return Ok(()) };
    let is = |kind: Kind| row.kind == kind.as_str();
    if row.expires_at < real_now_ms() {
        pending::set_state(&tx, &mut row, State::Over).await?;
    } else if is(Kind::Registration) {
        registrations::decide(app, &tx, row).await?;
    } else if is(Kind::Recovery) {
        recoveries::decide(app, &tx, row).await?;
    } else if is(Kind::EmailChange) {
        credentials::decide_email(app, &tx, row).await?;
    } else {
        pending::set_state(&tx, &mut row, State::Over).await?;
    }
    Ok(tx.commit().await?)
}
