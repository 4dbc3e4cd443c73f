//! There is nothing here, and that is in order: what one can do.

use leptos::prelude::*;

use super::Mark;
use crate::i18n::Words;

/// Nothing here yet.
#[component]
pub fn EmptyState(
    /// What is not there.
    #[prop(into)]
    title: Words,
    /// When there will be something, and what to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <Mark/>
            <h2>{title}</h2>
            {children.map(|children| children())}
        </div>
    }
}
