//! Money that went back, or is on its way: how much, why, and until when.

use leptos::prelude::*;
use svetlitsa_api::payments::RefundView;
use svetlitsa_domain::payments::RefundState;
use svetlitsa_ui::components::{Notice, NoticeKind, PromiseClock};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::refunds as t;

use super::live::Live;

/// The refunds of a payment; nothing where there are none.
#[component]
pub(super) fn Refunds(
    /// The payment.
    live: Live,
) -> impl IntoView {
    let session = use_session();
    move || {
        let refunds = live.payment().map(|payment| payment.refunds).unwrap_or_default();
        let phone = session.phone();
        (!refunds.is_empty()).then(|| {
            let rows = refunds.into_iter().map(|refund| row(refund, phone.clone())).collect_view();
            view! {
                <section class="stack" data-gap="small">
                    <h2>{t::TITLE}</h2>
                    {rows}
                </section>
            }
        })
    }
}

fn row(refund: RefundView, phone: String) -> impl IntoView {
    let RefundView { amount_kopecks: sum, state, document, asked, settled, clock, .. } = refund;
    let moment = settled.unwrap_or(asked);
    let (kind, sentence): (_, fn(&str, &str) -> String) = match state {
        RefundState::Asked => (NoticeKind::Info, t::asked),
        RefundState::Returned => (NoticeKind::Success, t::returned),
        RefundState::Refused => (NoticeKind::Warning, t::refused),
    };
    let title = Words::live(move || sentence(&format::money(sum), &format::moment(moment)));
    let number = phone.clone();
    let note = move || match state {
        RefundState::Asked => None,
        RefundState::Returned => Some(t::RETURNED_NOTE.get().to_owned()),
        RefundState::Refused => Some(t::refused_note(&number)),
    };
    view! {
        <Notice kind title>
            {move || note().map(|note| view! { <p>{note}</p> })}
            <p>{move || t::document(&document)}</p>
        </Notice>
        {clock.map(|clock| view! { <PromiseClock clock phone/> })}
    }
}
