//! Reminds of visits the day before, and forgets who came to those that are long over.

use std::time::Duration;

use crate::appointments;
use crate::state::App;

/// Looks this often.
const EVERY: Duration = Duration::from_secs(600);

/// Works until the service stops.
pub async fn run(app: App) {
    loop {
        if let Err(failure) = appointments::remind_all(&app).await {
            tracing::warn!(code = ?failure.code, "nobody was reminded of visits");
        }
        if let Err(failure) = appointments::forget_all(&app).await {
            tracing::warn!(code = ?failure.code, "visits were not forgotten");
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
