//! There is no such page: a dark window, and the way home.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::components::{ButtonLink, PageHeader};
use svetlitsa_ui::texts::not_found as t;

/// There is no such page.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <div class="page" data-width="journey">
            <PageHeader title=t::PAGE lead=t::LEAD over=t::HEADING/>
            <ButtonLink href=pages::HOME.path>{t::GO_HOME}</ButtonLink>
        </div>
    }
}
