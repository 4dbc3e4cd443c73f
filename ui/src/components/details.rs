//! More, for those who ask.

use leptos::prelude::*;

use super::{Icon, Sign};
use crate::i18n::Words;

/// More, for those who ask.
#[component]
pub fn Details(
    /// What it is about.
    #[prop(into)]
    summary: Words,
    /// Unfolded at first.
    #[prop(optional)]
    open: bool,
    /// The rest.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="details" open=open>
            <summary class="details__summary">
                <Icon sign=Sign::Down/>
                <span>{summary}</span>
            </summary>
            <div class="details__body">{children()}</div>
        </details>
    }
}
