//! Tells whoever waits for a reprogramming that the money on the meter runs out: no later than 24 hours before, when there are
//! as many, and in the hours in which people may be disturbed, when there is time for that (`seeds/001`).

use std::time::Duration;

use crate::applications;
use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// Looks for somebody to tell this often.
const EVERY: Duration = Duration::from_secs(300);
/// Rows read at once.
const AT_ONCE: u64 = 100;
/// Nothing that is over later than this is told of; the rule itself is the domain's.
const HORIZON_MS: i64 = 48 * 60 * 60 * 1000;

/// Tells until the service stops.
pub async fn run(app: App) {
    loop {
        if let Err(failure) = alarm_all(&app).await {
            tracing::warn!(code = ?failure.code, "nobody told of prepaid meters");
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Tells everybody whose time it is; says how many letters were written.
///
/// # Errors
/// When the database does not answer.
pub async fn alarm_all(app: &App) -> Outcome<usize> {
    let rows = store::applications::to_alarm(&app.db, app.clock.now_ms() + HORIZON_MS, AT_ONCE).await?;
    let mut written = 0;
    for row in rows {
        match applications::alarm(app, &row).await {
            Ok(is_written) => written += usize::from(is_written),
            // One that cannot be judged must not hold up the others.
            Err(failure) => tracing::error!(application = row.number, code = ?failure.code, "not told"),
        }
    }
    if written > 0 {
        app.mail_work.notify_one();
    }
    Ok(written)
}
