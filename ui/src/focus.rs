//! Focus between pages: the heading of the page one arrives at takes it, so that a screen reader speaks it.

use std::sync::atomic::{AtomicBool, Ordering};

static IS_ASKED: AtomicBool = AtomicBool::new(false);

/// Asks the heading of the page that appears next to take the focus.
pub fn ask_for_heading() {
    IS_ASKED.store(true, Ordering::Relaxed);
}

/// Whether a heading that appears now is asked to take the focus; asked once only.
#[must_use]
pub(crate) fn take_heading_request() -> bool {
    IS_ASKED.swap(false, Ordering::Relaxed)
}
