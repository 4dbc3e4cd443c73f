//! What time it is, by the server's word: a device's clock may lie, and business time may be shifted.

use std::sync::{LazyLock, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, TimeDelta};
use leptos::prelude::*;

/// How often what is left is counted anew, seconds.
const TICK_SECONDS: u64 = 15;

static NOW: LazyLock<ArcRwSignal<Option<DateTime<FixedOffset>>>> = LazyLock::new(|| ArcRwSignal::new(None));

/// The server's word, and what the device's own clock said when it came.
static WORD: Mutex<Option<(DateTime<FixedOffset>, i64)>> = Mutex::new(None);

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

/// The server's time by the device's clock, which runs on while the device sleeps and the page's does not. Only the
/// steps of that clock are believed, never what it shows. `None` until the server has spoken.
#[must_use]
pub fn now_by_device() -> Option<DateTime<FixedOffset>> {
    let (server_now, device_ms) = last_word()?;
    let by_device = server_now + TimeDelta::milliseconds(device_time_ms() - device_ms);
    // A clock that was set back meanwhile is not followed.
    now_untracked().map(|now| now.max(by_device))
}

/// The server's word, and what the device's own clock said when it came: to be kept for a page without network.
#[must_use]
pub fn last_word() -> Option<(DateTime<FixedOffset>, i64)> {
    *WORD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Goes on from a word of the server that was kept.
pub fn resume(server_now: DateTime<FixedOffset>, device_ms: i64) {
    if last_word().is_none() {
        run_from(server_now + TimeDelta::milliseconds((device_time_ms() - device_ms).max(0)));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the browser counts in floats; milliseconds are whole")]
fn device_time_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Sets the clock by the server's word and lets it run while the owner of this call lives.
pub(crate) fn run_from(server_now: DateTime<FixedOffset>) {
    let started = uptime_ms();
    NOW.set(Some(server_now));
    *WORD.lock().unwrap_or_else(PoisonError::into_inner) = Some((server_now, device_time_ms()));
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
