//! Nothing was found: what may be wrong, and other ways to the answer.

use leptos::html::Div;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::components::{Notice, NoticeKind};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::status as t;

use crate::phone_link::PhoneLink;

/// Nothing was found. Takes the focus, for it appears above the button that was pressed.
#[component]
pub fn Missing() -> impl IntoView {
    let session = use_session();
    let node = NodeRef::<Div>::new();
    Effect::new(move || {
        if let Some(node) = node.get() {
            let _ = node.focus();
        }
    });
    view! {
        <div tabindex="-1" class="status__missing" node_ref=node>
            <Notice kind=NoticeKind::Warning title=t::MISSING is_news=true>
                <p>{t::MISSING_TEXT}</p>
                <ul class="status__ways">
                    <li>{t::WAY_NUMBER}</li>
                    <li>{t::WAY_CONTACT}</li>
                    <li>{t::WAY_CALL}" "{move || view! { <PhoneLink number=session.phone()/> }}</li>
                    <li><a href=pages::APPEAL_NEW.path>{t::WAY_WRITE}</a></li>
                </ul>
            </Notice>
        </div>
    }
}
