//! Begins campaigns, writes their letters and messages in small groups, and ends them.

use std::time::Duration;

use crate::campaigns;
use crate::state::App;

/// Looks this often.
const EVERY: Duration = Duration::from_secs(5);

/// Works until the service stops.
pub async fn run(app: App) {
    loop {
        if let Err(failure) = campaigns::advance_all(&app).await {
            tracing::warn!(code = ?failure.code, "campaigns stand still");
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
