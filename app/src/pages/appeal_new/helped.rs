//! An answer has helped: nothing was sent, and the way back is open.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::components::{ButtonKind, ButtonLink, PageHeader};
use svetlitsa_ui::texts::appeals::answers as t;

/// In place of the form once an answer has helped.
#[component]
pub fn Helped() -> impl IntoView {
    view! {
        <PageHeader title=t::GLAD lead=t::NOTHING_SENT/>
        <div class="row">
            <ButtonLink href=pages::HOME.path>{t::HOME}</ButtonLink>
            <ButtonLink href=pages::APPEAL_NEW.path kind=ButtonKind::Secondary>{t::WRITE}</ButtonLink>
        </div>
    }
}
