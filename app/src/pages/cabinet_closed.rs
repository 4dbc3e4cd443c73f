//! The consent is withdrawn and the cabinet closed: what that means, and what goes on without it.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::components::{ButtonKind, ButtonLink, PageHeader};
use svetlitsa_ui::texts::security::closed as t;

/// The cabinet is closed.
#[component]
pub fn CabinetClosed() -> impl IntoView {
    view! {
        <div class="page stack" data-width="journey">
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <p>{t::TEXT}</p>
            <div class="row">
                <ButtonLink href=pages::HOME.path>{t::HOME}</ButtonLink>
                <ButtonLink href=pages::REGISTER.path kind=ButtonKind::Secondary>{t::AGAIN}</ButtonLink>
            </div>
        </div>
    }
}
