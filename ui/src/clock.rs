//! What time it is, by the server's word: a device's clock may lie, and business time may be shifted.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, TimeDelta};
use leptos::prelude::*;

/// How often what is left is counted anew, seconds.
const TICK_SECONDS: u64 = 15;

static NOW: LazyLock<ArcRwSignal<Option<DateTime<FixedOffset>>>> = LazyLock::new(|| ArcRwSignal::new(None));

/// The server's time, moving; tracked. `None` until the server has spoken.
#[must_use]
pub fn now() -> Option<DateTime<FixedOffset>> {
    NOW.get()
}

/// The server's time when this was called; `None` until the server has spoken.
#[must_use]
pub fn now_untracked() -> Option<DateTime<FixedOffset>> {
    NOW.get_untracked()
}

/// Sets the clock by the server's word and lets it run while the owner of this call lives.
pub(crate) fn run_from(server_now: DateTime<FixedOffset>) {
    let started = uptime_ms();
    NOW.set(Some(server_now));
    let tick = move || NOW.set(Some(server_now + TimeDelta::milliseconds(uptime_ms() - started)));
    if let Ok(handle) = set_interval_with_handle(tick, std::time::Duration::from_secs(TICK_SECONDS)) {
        on_cleanup(move || handle.clear());
    }
}

/// Milliseconds since the page was opened; steady, unlike the wall clock.
#[must_use]
pub fn uptime_ms() -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the browser counts in floats; milliseconds are whole enough"
    )]
    window().performance().map_or(0, |performance| performance.now() as i64)
}
