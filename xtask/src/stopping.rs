//! Being asked to stop: noticed everywhere, so that whatever runs below is ended and cleared away first.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use anyhow::Result;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

/// What shells report for a program that Ctrl-C ended.
const STATUS: i32 = 130;

static ASKED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// From here on a signal is noticed instead of ending the program; a second one ends it.
pub(crate) fn notice_signals() -> Result<()> {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        flag::register_conditional_shutdown(signal, STATUS, Arc::clone(&ASKED))?;
        flag::register(signal, Arc::clone(&ASKED))?;
    }
    Ok(())
}

/// Whether a signal has come.
pub(crate) fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
