//! What runs beside requests. Every job ends when the service stops.

pub mod acquirer;
pub mod mail;

use std::time::Duration;

use tokio::task::JoinSet;

use crate::sessions;
use crate::state::App;

/// Sessions that ran out are swept this often.
const SWEEP_EVERY: Duration = Duration::from_secs(600);

/// Starts every job.
#[must_use]
pub fn start(app: &App) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(acquirer::run(app.clone()));
    jobs.spawn(mail::run(app.clone()));
    jobs.spawn(sweep(app.clone()));
    jobs
}

async fn sweep(app: App) {
    loop {
        if let Err(error) = sessions::sweep(&app.db).await {
            tracing::warn!(%error, "sessions not swept");
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(SWEEP_EVERY) => {}
        }
    }
}
