//! The payment did not go through: why, that nothing was charged, and the same sum once more.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::payments::PaymentView;
use svetlitsa_domain::payments::PaymentState;
use svetlitsa_ui::components::{ButtonKind, ButtonLink, Notice, NoticeKind, PageHeader};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::payments::{self as t, failed, reason};

use super::super::pay_several::NextOfSeveral;
use super::live::Live;
use super::readings::GivenReadings;
use super::reason::sentence;
use super::way_back;
use crate::guest_visit;

/// The payment did not go through.
#[component]
pub fn Failed(
    /// The payment.
    live: Live,
) -> impl IntoView {
    let session = use_session();
    let body = move || live.payment().map(|payment| draw(payment, session.is_preview()));
    let title = Words::live(move || {
        let is_expired = live.payment().is_some_and(|payment| payment.state == PaymentState::Expired);
        if is_expired { failed::EXPIRED } else { failed::CANCELLED }.get().to_owned()
    });
    view! {
        <PageHeader title/>
        {body}
        <GivenReadings live/>
        <NextOfSeveral/>
    }
}

fn draw(payment: PaymentView, is_preview: bool) -> impl IntoView {
    let sum = payment.amount_kopecks;
    let pay = if guest_visit::is_guest() {
        pages::PAY_GUEST.path.to_owned()
    } else {
        pages::PAY.href(&[payment.account.as_str()])
    };
    let (again, (way, label)) = (format!("{pay}?sum={sum}"), way_back(payment.account.as_str()));
    let number = payment.id.clone();
    view! {
        <Notice kind=NoticeKind::Error title=why(&payment)><p>{failed::NOTHING_CHARGED}</p></Notice>
        <div class="row">
            {(!is_preview).then(|| view! {
                <ButtonLink href=again>{move || failed::again(&format::money(sum))}</ButtonLink>
            })}
            <ButtonLink href=way kind=ButtonKind::Secondary>{label}</ButtonLink>
        </div>
        <p class="soft"><small>{move || t::number(&number)}</small></p>
    }
}

/// Why, in a sentence.
fn why(payment: &PaymentView) -> Text {
    match (payment.state, payment.failure.as_deref()) {
        (PaymentState::Expired, _) => reason::EXPIRED,
        (_, None) => reason::WITHDRAWN,
        (_, Some(word)) => sentence(word),
    }
}
