//! The newest payments of an account with their states.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::payments::PaymentView;
use svetlitsa_domain::payments::PaymentScreen;
use svetlitsa_ui::components::{Column, EmptyState, Link, Sign, Table, Tag, TagKind};
use svetlitsa_ui::texts::accounts as t;
use svetlitsa_ui::{format, names};

/// The newest payments.
#[component]
pub fn LatestPayments(
    /// Newest first.
    payments: Vec<PaymentView>,
    /// Where all receipts are.
    archive: String,
) -> impl IntoView {
    if payments.is_empty() {
        return view! {
            <EmptyState title=t::PAYMENTS_EMPTY><p>{t::PAYMENTS_EMPTY_TEXT}</p></EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::words(t::PAYMENT_WHEN),
        Column::words(t::PAYMENT_METHOD),
        Column::words(t::PAYMENT_STATE),
        Column::numbers(t::SUM),
    ];
    let rows = payments.into_iter().map(row).collect();
    view! {
        <section class="stack" data-gap="small">
            <Table caption=t::PAYMENTS columns rows/>
            <p data-print="never"><Link href=archive sign=Sign::Paper>{t::ALL_RECEIPTS}</Link></p>
        </section>
    }
    .into_any()
}

fn row(payment: PaymentView) -> Vec<AnyView> {
    let (kind, way) = match payment.state.screen() {
        PaymentScreen::Preparing | PaymentScreen::AtBank => (TagKind::Lit, t::PAYMENT_RESUME),
        PaymentScreen::Receipt => (TagKind::Done, t::PAYMENT_OPEN),
        PaymentScreen::Failed => (TagKind::Plain, t::PAYMENT_LOOK),
    };
    let (created, sum) = (payment.created, payment.amount_kopecks);
    let href = pages::PAYMENT.href(&[&payment.id]);
    vec![
        view! { <span>{move || format::moment(created)}</span> }.into_any(),
        names::method(payment.method).into_view(),
        view! {
            <span class="account__state">
                <Tag label=names::payment_state(payment.state) kind/>
                <a href=href data-print="never">
                    {way}<span class="unseen">", "{move || format::moment(created)}</span>
                </a>
            </span>
        }
        .into_any(),
        view! { <span>{move || format::money(sum)}</span> }.into_any(),
    ]
}
