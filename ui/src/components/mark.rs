//! The mark of the product: a window with its vent, one pane lit.

use leptos::prelude::*;

/// The mark; it stands beside the name, so it is hidden from screen readers.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <path class="mark__frame" d="M4 1h24a2 2 0 012 2v24h1v4H1v-4h1V3a2 2 0 012-2z"></path>
            <path class="mark__pane" d="M6 5h9v6H6zM6 14h9v13H6z"></path>
            <path class="mark__pane" data-lit="" d="M18 5h8v22h-8z"></path>
        </svg>
    }
}
