//! The search for the money of a payment: it opened by itself, and says until when it will be answered.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::components::{Link, Notice, NoticeKind, PromiseClock};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::payments::search as t;

use super::live::Live;

/// The search, when there is one.
#[component]
pub fn Search(
    /// The payment.
    live: Live,
) -> impl IntoView {
    let session = use_session();
    move || {
        let search = live.payment()?.search?;
        let (number, is_ended, clock) = (search.number, search.is_ended, search.clock);
        let (kind, title) =
            if is_ended { (NoticeKind::Success, t::ENDED) } else { (NoticeKind::Warning, t::TITLE) };
        Some(view! {
            <Notice kind title>
                <p>{move || t::number(&number)}{(!is_ended).then(|| view! { " " {t::TEXT} })}</p>
                {(!is_ended).then(|| view! { <PromiseClock clock phone=session.phone()/> })}
                <p data-print="never"><Link href=pages::APPEALS.path>{t::ALL}</Link></p>
            </Notice>
        })
    }
}
