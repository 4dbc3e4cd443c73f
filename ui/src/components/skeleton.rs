//! The place of what is on its way.

use leptos::prelude::*;

use crate::texts::parts;

/// The place of what is on its way.
#[component]
pub fn Skeleton(
    /// How many lines it will be.
    #[prop(default = 4)]
    lines: usize,
) -> impl IntoView {
    let lines = std::iter::repeat_with(|| view! { <div class="skeleton__line"></div> }).take(lines);
    view! {
        <div>
            <p class="unseen" role="status">{parts::LOADING}</p>
            <div class="skeleton" aria-hidden="true">{lines.collect_view()}</div>
        </div>
    }
}
