//! The money is here: the receipt on paper of its own, and the two promises with their clocks.

use std::time::Duration;

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::receipts::ReceiptView;
use svetlitsa_ui::client::receipts as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, ButtonLink, Icon, Link, Loaded, PageHeader, PromiseClock, Sign, Slip,
};
use svetlitsa_ui::i18n::lang;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::payments::done;

use super::super::pay_several::NextOfSeveral;
use super::live::Live;
use super::readings::GivenReadings;
use super::refunds::Refunds;
use super::search::Search;
use super::{way_back, with_sum};
use crate::guest_visit;

/// How often the receipt is read again while its fiscal document is on its way; afterwards the page says that it comes.
const LOOKS: u32 = 8;
/// The first gap between two looks; it doubles.
const FIRST_GAP: Duration = Duration::from_secs(2);

/// The cash register takes its time: while it does, the receipt is read again behind what is shown.
fn look_again_for_fiscal(receipt: Load<ReceiptView>) {
    let (looks, is_here) = (StoredValue::new(0_u32), StoredValue::new(true));
    on_cleanup(move || is_here.set_value(false));
    Effect::new(move || {
        let is_expected = receipt.value().is_some_and(|receipt| receipt.is_fiscal_expected);
        let done = looks.get_value();
        if is_expected && done < LOOKS {
            looks.set_value(done + 1);
            let look = move || {
                if is_here.try_get_value() == Some(true) {
                    receipt.refresh();
                }
            };
            set_timeout(look, FIRST_GAP * 2_u32.pow(done));
        }
    });
}

/// The receipt.
#[component]
pub fn Receipt(
    /// The payment.
    live: Live,
) -> impl IntoView {
    let session = use_session();
    let id = untrack(|| live.payment()).map(|payment| payment.id).unwrap_or_default();
    let caller = guest_visit::caller();
    let receipt = Load::new(move || {
        let (caller, id) = (caller.clone(), id.clone());
        async move { client::get_payment_receipt(&caller, &id).await }
    });
    look_again_for_fiscal(receipt);
    let clocks = move || {
        let phone = session.phone();
        let clocks = live.payment().map(|payment| payment.clocks).unwrap_or_default();
        let rows = clocks.into_iter().map(|clock| view! { <PromiseClock clock phone=phone.clone()/> });
        rows.collect_view()
    };
    let ways = move || {
        let payment = live.payment()?;
        let (way, label) = way_back(payment.account.as_str());
        let path = fill(paths::PAYMENT_RECEIPT_DOCUMENT, &[&payment.id]);
        let check = payment.receipt_code.map(|code| pages::RECEIPT.href(&[&code]));
        // A link sends no permit: a guest prints the page instead.
        let document = (!guest_visit::is_guest()).then(|| {
            let href = move || format!("{path}?lang={}", lang().as_str());
            view! { <a class="link" href=href rel="external"><Icon sign=Sign::Paper/>{done::PDF}</a> }
        });
        Some(view! {
            <ButtonLink href=way kind=ButtonKind::Secondary>{label}</ButtonLink>
            {document}
            {check.map(|href| view! { <Link href sign=Sign::Paper>{done::CHECK}</Link> })}
        })
    };
    let print = move |()| {
        // A browser that cannot print says so by itself.
        let _ = window().print();
    };
    view! {
        <PageHeader title=with_sum(live, done::title) lead=done::LEAD/>
        <NextOfSeveral/>
        <div class="payment__done">
            <Loaded load=receipt lines=10 let:receipt>
                <div class="slip__desk"><Slip receipt/></div>
            </Loaded>
            <div class="stack" data-print="never">
                <div class="row">
                    <Button on_press=print><Icon sign=Sign::Print/>{done::PRINT}</Button>
                    {ways}
                </div>
                <GivenReadings live/>
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
