//! No power: whom to call first, since a letter is slower than a call.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::components::{Notice, NoticeKind};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::appeals::form as t;

use crate::phone_link::PhoneLink;

/// The emergency number of the country.
pub(super) const EMERGENCY: &str = "112";

/// Whom to call first.
#[component]
pub fn Outage() -> impl IntoView {
    let session = use_session();
    let phone = Memo::new(move |_| session.phone());
    view! {
        <Notice kind=NoticeKind::Warning title=t::OUTAGE_TITLE is_news=true>
            <p>{t::OUTAGE_DANGER}" "<PhoneLink number=EMERGENCY/>"."</p>
            <p>{t::OUTAGE_DESK}" "{move || view! { <PhoneLink number=phone.get()/> }}"."</p>
            <p><a href=pages::OUTAGES.path>{t::OUTAGE_BOARD}</a></p>
            <p>{t::OUTAGE_AFTER}</p>
        </Notice>
    }
}
