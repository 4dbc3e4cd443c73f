//! A payment that is not finished: to be resumed rather than made twice.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::payments::PaymentView;
use svetlitsa_ui::components::{ButtonKind, ButtonLink, Notice, NoticeKind};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::payments::under_way as t;

/// A payment that is not finished.
#[component]
pub fn UnderWay(
    /// The payment.
    payment: PaymentView,
) -> impl IntoView {
    let (sum, created) = (payment.amount_kopecks, payment.created);
    view! {
        <Notice kind=NoticeKind::Warning title=t::TITLE>
            <p>{move || t::text(&format::money(sum), &format::moment(created))}</p>
            <div class="row">
                <ButtonLink href=pages::PAYMENT.href(&[&payment.id]) kind=ButtonKind::Lit small=true>
                    {t::RESUME}
                </ButtonLink>
            </div>
        </Notice>
    }
}
