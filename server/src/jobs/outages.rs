//! Notes which reports the duty desk has, and writes to those who wait for news of an outage.

use std::time::Duration;

use crate::outages;
use crate::state::App;

/// Looks this often.
const EVERY: Duration = Duration::from_secs(3);

/// Works until the service stops.
pub async fn run(app: App) {
    loop {
        if let Err(failure) = outages::hand_over_all(&app).await {
            tracing::warn!(code = ?failure.code, "what the duty desk has was not noted");
        }
        if let Err(failure) = outages::tell_all(&app).await {
            tracing::warn!(code = ?failure.code, "nobody was told of outages");
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
