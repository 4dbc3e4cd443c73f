//! The head of a page: where one comes from, its one heading, and a line of introduction.

use leptos::prelude::*;

use crate::i18n::Words;

/// The head of a page. The heading takes the focus when the page is entered.
#[component]
pub fn PageHeader(
    /// The page's one heading.
    #[prop(into)]
    title: Words,
    /// What it belongs to, above it.
    #[prop(optional, into)]
    over: Option<Words>,
    /// A line of introduction.
    #[prop(optional, into)]
    lead: Option<Words>,
) -> impl IntoView {
    view! {
        <div class="page-header">
            {over.map(|over| view! { <p class="page-header__over">{over}</p> })}
            <h1 tabindex="-1">{title}</h1>
            {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
        </div>
    }
}
