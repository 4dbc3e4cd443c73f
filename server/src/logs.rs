//! Logs: one JSON object a line on standard error, in real time.

use tracing_subscriber::EnvFilter;

/// Starts logging. `RUST_LOG` chooses what; information of this service unless it says otherwise.
pub fn start() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,svetlitsa_server=info"));
    let started = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
    // A second start, as in tests, keeps the first.
    drop(started);
}
