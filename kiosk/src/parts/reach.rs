//! Controls within reach of a seated person: everything moves to the lower half of the screen.

use std::sync::LazyLock;

use leptos::prelude::*;

static IS_LOW: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(false));

/// Whether the controls are low; tracked.
pub(crate) fn is_low() -> bool {
    IS_LOW.get()
}

/// Brings them down, or up again.
pub(crate) fn toggle() {
    put(!IS_LOW.get_untracked());
}

/// Up again, for the next visitor.
pub(crate) fn forget() {
    put(false);
}

fn put(is_low: bool) {
    IS_LOW.set(is_low);
}
