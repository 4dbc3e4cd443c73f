//! The money is here: the receipt on paper of its own, and the two promises with their clocks.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::paths::{self, fill};
use svetlitsa_ui::client::{Caller, receipts as client};
use svetlitsa_ui::components::{
    Button, ButtonKind, ButtonLink, Icon, Link, Loaded, PageHeader, PromiseClock, Sign, Slip,
};
use svetlitsa_ui::i18n::lang;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::payments::{self as t, done};

use super::live::Live;
use super::refunds::Refunds;
use super::search::Search;
use super::with_sum;

/// The receipt.
#[component]
pub fn Receipt(
    /// The payment.
    live: Live,
) -> impl IntoView {
    let session = use_session();
    let id = untrack(|| live.payment()).map(|payment| payment.id).unwrap_or_default();
    let receipt = Load::new(move || {
        let id = id.clone();
        async move { client::get_payment_receipt(&Caller::cabinet(), &id).await }
    });
    let clocks = move || {
        let phone = session.phone();
        let clocks = live.payment().map(|payment| payment.clocks).unwrap_or_default();
        let rows = clocks.into_iter().map(|clock| view! { <PromiseClock clock phone=phone.clone()/> });
        rows.collect_view()
    };
    let ways = move || {
        let payment = live.payment()?;
        let account = pages::ACCOUNT.href(&[payment.account.as_str()]);
        let path = fill(paths::PAYMENT_RECEIPT_DOCUMENT, &[&payment.id]);
        let document = move || format!("{path}?lang={}", lang().as_str());
        let check = payment.receipt_code.map(|code| pages::RECEIPT.href(&[&code]));
        Some(view! {
            <ButtonLink href=account kind=ButtonKind::Secondary>{t::BACK}</ButtonLink>
            <a class="link" href=document rel="external"><Icon sign=Sign::Paper/>{done::PDF}</a>
            {check.map(|href| view! { <Link href sign=Sign::Paper>{done::CHECK}</Link> })}
        })
    };
    let print = move |()| {
        // A browser that cannot print says so by itself.
        let _ = window().print();
    };
    view! {
        <PageHeader title=with_sum(live, done::title) lead=done::LEAD/>
        <div class="payment__done">
            <Loaded load=receipt lines=10 let:receipt>
                <div class="slip__desk"><Slip receipt/></div>
            </Loaded>
            <div class="stack" data-print="never">
                <div class="row">
                    <Button on_press=print><Icon sign=Sign::Print/>{done::PRINT}</Button>
                    {ways}
                </div>
                <Refunds live/>
                <Search live/>
                <section class="stack" data-gap="small">
                    <h2>{done::PROMISES}</h2>
                    <div>{clocks}</div>
                </section>
            </div>
        </div>
    }
}
