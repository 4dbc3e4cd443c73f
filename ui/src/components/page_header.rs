//! The head of a page: what it belongs to, its one heading, and a line of introduction.

use leptos::html::H1;
use leptos::prelude::*;

use crate::i18n::Words;
use crate::{focus, title as page_title};

/// The head of a page. It names the page in the tab, and its heading takes the focus when one arrives by a link.
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
    page_title::name_page(title.clone());
    let heading = NodeRef::<H1>::new();
    Effect::new(move || {
        if let Some(heading) = heading.get()
            && focus::take_heading_request()
        {
            let _ = heading.focus();
        }
    });
    view! {
        <div class="page-header">
            {over.map(|over| view! { <p class="page-header__over">{over}</p> })}
            <h1 tabindex="-1" node_ref=heading>{title}</h1>
            {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
        </div>
    }
}
