//! The foot of the site: the telephone first, for it helps when nothing else does.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::components::LanguageSwitch;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::shell;

/// The foot of the site.
#[component]
pub fn SiteFooter() -> impl IntoView {
    let session = use_session();
    let phone = Memo::new(move |_| session.phone());
    let call = move || {
        let number = phone.get();
        (!number.is_empty()).then(|| {
            let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            view! { <a class="site-footer__phone" href=format!("tel:{digits}")>{number}</a> }
        })
    };
    view! {
        <footer class="site-footer">
            <div class="site-footer__body">
                <div>
                    <p>{shell::FOOTER_PHONE}</p>
                    {call}
                    <p class="site-footer__soft">{shell::FOOTER_PHONE_HOURS}</p>
                </div>
                <ul>
                    <li><a href=pages::OUTAGES.path>{shell::FOOTER_OUTAGES}</a></li>
                    <li><a href=pages::TARIFFS.path>{shell::FOOTER_TARIFFS}</a></li>
                    <li><a href=pages::OFFICES.path>{shell::FOOTER_OFFICES}</a></li>
                    <li><a href=pages::RECEIPT_CHECK.path>{shell::FOOTER_RECEIPT}</a></li>
                    <li><a href=pages::STAFF_SIGN_IN.path>{shell::FOOTER_STAFF}</a></li>
                </ul>
                <LanguageSwitch/>
            </div>
        </footer>
    }
}
