//! Paying without a cabinet: by account and house, or by the code of a bill; then the sum, and nothing else of the account.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::accounts::{GuestAccess, LookupAccount};
use svetlitsa_api::pages;
use svetlitsa_ui::client::{ClientError, accounts as client};
use svetlitsa_ui::components::{PageHeader, Skeleton};
use svetlitsa_ui::texts::payments as t;
use svetlitsa_ui::{focus, format};

use super::guest::identify::{Asked, Identify};
use super::guest::known::KnownToGuest;
use super::pay;
use crate::guest_visit;
use crate::letter_link::{has_token, take_token};
use crate::router::use_router;

/// The second step in the address: Back leads to the first. Neither account nor permit ever stands there.
const SUM: &str = "sum";

/// Paying without a cabinet.
#[component]
pub fn PayGuest() -> impl IntoView {
    let router = use_router();
    let access = RwSignal::new(None::<GuestAccess>);
    let is_over = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        access.get().filter(|_| router.query("step").as_deref() == Some(SUM) && !is_over.get())
    });
    let enter = Callback::new(move |permit: GuestAccess| {
        focus::ask_for_heading();
        is_over.set(false);
        // Whoever comes back for a payment, because the permit had run out, goes on with it.
        if let Some(payment) = untrack(|| router.query("payment")) {
            guest_visit::renew(&payment, &permit);
            return router.replace(&pages::PAYMENT.href(&[&payment]));
        }
        let (sum, period) = (permit.suggested_kopecks, permit.period);
        access.set(Some(permit));
        if untrack(|| router.query("step")).is_none() {
            let sum = sum.map(|sum| format!("&sum={}", format::money_to_type(sum)).replace(',', "."));
            let period = period.map(|period| format!("&period={period}")).unwrap_or_default();
            let path = pages::PAY_GUEST.path;
            router.go(&format!("{path}?step={SUM}{}{period}", sum.unwrap_or_default()));
        }
    });
    let is_read = RwSignal::new(true);
    let refused = RwSignal::new(None::<ClientError>);
    if has_token() {
        let link = take_token();
        is_read.set(false);
        spawn_local(async move {
            let answer = client::lookup_account(&LookupAccount::Letter { token: link }).await;
            // The page may be gone by now.
            if is_read.try_set(true).is_none() {
                match answer {
                    Ok(permit) => enter.run(permit),
                    Err(error) => refused.set(Some(error)),
                }
            }
        });
    }
    move || {
        match shown.get() {
        _ if !is_read.get() => view! {
            <div class="page" data-width="journey"><PageHeader title=t::TITLE/><Skeleton lines=6/></div>
        }
        .into_any(),
        Some(access) => view! {
            <KnownToGuest access is_over page=pages::PAY_GUEST title=t::TITLE class="page" width="journey" draw=pay::draw/>
        }
        .into_any(),
        None => view! { <Identify asked=Asked::Payment is_over refused enter/> }.into_any(),
    }
    }
}
