//! What stands around every page.

mod site_footer;
mod site_header;

use leptos::prelude::*;
use svetlitsa_ui::components::{DemoBanner, PreviewBanner};
use svetlitsa_ui::session::provide_session;
use svetlitsa_ui::texts::shell;

use crate::entrance::{self, Step};
use crate::router::provide_router;
use crate::routes::Routes;
use site_footer::SiteFooter;
use site_header::SiteHeader;

/// The whole portal.
#[component]
pub fn Layout(
    /// Called when there is something to show.
    enter: Callback<()>,
) -> impl IntoView {
    let session = provide_session();
    let router = provide_router();
    let step = entrance::steps();
    entrance::when_ready(session, router, step, enter);
    let has_head = Memo::new(move |_| step.get() >= Step::Head);
    let has_page = Memo::new(move |_| step.get() >= Step::Page);
    let has_foot = Memo::new(move |_| step.get() >= Step::Foot);
    view! {
        <div class="shell">
            <a class="skip-link" href="#main">{shell::SKIP}</a>
            {move || has_head.get().then(|| view! { <PreviewBanner/><DemoBanner/><SiteHeader/> })}
            <main class="shell__main" id="main" tabindex="-1">{move || has_page.get().then(|| view! { <Routes/> })}</main>
            {move || has_foot.get().then(|| view! { <SiteFooter/> })}
        </div>
    }
}
