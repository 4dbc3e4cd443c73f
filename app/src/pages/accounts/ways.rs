//! What else there is to do with a cabinet: another account, how one signs in.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::components::Link;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::accounts as t;

use crate::pages::notices::NoticesLink;

/// Ways from the cabinet's first page. Nothing for staff who looks on.
#[component]
pub(crate) fn Ways() -> impl IntoView {
    let session = use_session();
    move || {
        (!session.is_preview()).then(|| {
            view! {
                <p class="row accounts__ways">
                    <NoticesLink/>
                    <Link href=pages::ACCOUNT_NEW.path>{t::ADD}</Link>
                    <Link href=pages::SECURITY.path>{t::SECURITY}</Link>
                </p>
            }
        })
    }
}
