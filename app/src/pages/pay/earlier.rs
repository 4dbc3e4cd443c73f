//! Payments that a new one might repeat: to be resumed, or looked at, rather than made twice.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::payments::EarlierPayment;
use svetlitsa_ui::components::{ButtonKind, ButtonLink, Notice, NoticeKind};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::texts::payments::{paid_today as p, under_way as t};

/// A payment that is not finished, or of today.
#[component]
pub(crate) fn Earlier(
    /// The payment.
    payment: EarlierPayment,
) -> impl IntoView {
    let kind = if payment.is_paid { NoticeKind::Info } else { NoticeKind::Warning };
    let title = if payment.is_paid { p::TITLE } else { t::TITLE };
    view! { <Notice kind title><Account payment/></Notice> }
}

/// What is known of it, and the way there.
#[component]
pub(super) fn Account(
    /// The payment.
    payment: EarlierPayment,
) -> impl IntoView {
    let text = text_of(&payment);
    let label: Text = if payment.is_paid { p::RECEIPT } else { t::RESUME };
    let kind = if payment.is_paid { ButtonKind::Secondary } else { ButtonKind::Lit };
    let link = payment.payment.map(|id| {
        let href = pages::PAYMENT.href(&[&id]);
        view! { <div class="row"><ButtonLink href kind small=true>{label}</ButtonLink></div> }
    });
    view! {
        <p>{text}</p>
        {link}
    }
}

fn text_of(payment: &EarlierPayment) -> Words {
    let (moment, is_paid) = (payment.moment, payment.is_paid);
    let sum = payment.amount_kopecks;
    Words::live(move || {
        let moment = format::moment(moment);
        match (sum.map(format::money), is_paid) {
            (Some(sum), true) => p::text(&sum, &moment),
            (Some(sum), false) => t::text(&sum, &moment),
            (None, true) => p::text_hidden(&moment),
            (None, false) => t::text_hidden(&moment),
        }
    })
}
