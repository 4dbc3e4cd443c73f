//! What stands around every page.

mod site_footer;
mod site_header;

use leptos::prelude::*;
use svetlitsa_ui::components::{DemoBanner, PreviewBanner};
use svetlitsa_ui::session::provide_session;
use svetlitsa_ui::texts::shell;

use crate::router::provide_router;
use crate::routes::Routes;
use site_footer::SiteFooter;
use site_header::SiteHeader;

/// The whole portal.
#[component]
pub fn Layout() -> impl IntoView {
    provide_session();
    provide_router();
    view! {
        <div class="shell">
            <a class="skip-link" href="#main">{shell::SKIP}</a>
            <PreviewBanner/>
            <DemoBanner/>
            <SiteHeader/>
            <main class="shell__main" id="main" tabindex="-1"><Routes/></main>
            <SiteFooter/>
        </div>
    }
}
