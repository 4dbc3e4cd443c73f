//! A payment: one page for its whole life, whichever way the payer came: forward, Back, reload, a second tab.
//! The table of `domain` chooses the screen; the server's stream keeps it true.

mod at_bank;
pub(crate) mod departure;
mod failed;
mod live;
mod preparing;
mod readings;
pub(crate) mod reason;
mod receipt;
mod refunds;
mod search;

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_domain::payments::PaymentScreen;
use svetlitsa_ui::components::{BackLink, ButtonLink, FailedState, Notice, NoticeKind, PageHeader, Skeleton};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::texts::payments as t;

use crate::guest_visit::{self, GuestVisit};
use crate::pages::account::title_of;
use crate::router::use_router;
use at_bank::AtBank;
use failed::Failed;
use live::{Stage, follow};
use preparing::{Leaving, Preparing};
use receipt::Receipt;

/// The whole life of a payment.
#[component]
pub fn Payment() -> impl IntoView {
    let id = use_router().segment(1);
    let visit = GuestVisit::of_payment(&id);
    if let Some(visit) = &visit {
        provide_context(visit.clone());
    }
    let live = follow(id.clone());
    let back = move || {
        let account = live.payment()?.account;
        // A guest knows no page of an account.
        (!guest_visit::is_guest()).then(|| {
            let href = pages::ACCOUNT.href(&[account.as_str()]);
            view! { <BackLink href label=title_of(&account)/> }
        })
    };
    let cut_off = move || {
        live.is_cut_off().then(|| {
            view! { <Notice kind=NoticeKind::Warning is_news=true><p>{t::NO_LINK}</p></Notice> }
        })
    };
    let screen = move || match live.stage() {
        Stage::Pending => view! { <PageHeader title=t::TITLE/><Skeleton lines=5/> }.into_any(),
        Stage::Failed(_) if visit.as_ref().is_some_and(GuestVisit::is_over) => {
            view! { <PermitOver payment=id.clone()/> }.into_any()
        }
        Stage::Failed(error) => {
            let retry = move |()| live.retry();
            view! { <PageHeader title=t::TITLE/><FailedState error retry/> }.into_any()
        }
        Stage::Leaving => view! { <Leaving/> }.into_any(),
        Stage::On(PaymentScreen::Preparing) => view! { <Preparing live/> }.into_any(),
        Stage::On(PaymentScreen::AtBank) => view! { <AtBank live/> }.into_any(),
        Stage::On(PaymentScreen::Receipt) => view! { <Receipt live/> }.into_any(),
        Stage::On(PaymentScreen::Failed) => view! { <Failed live/> }.into_any(),
    };
    // The receipt and the promises stand beside each other; everything before is one column.
    let width = move || (live.stage() != Stage::On(PaymentScreen::Receipt)).then_some("journey");
    view! {
        <div class="page payment" data-width=width>
            {back}
            <div class="stack">{cut_off} {screen}</div>
        </div>
    }
}

/// Where to go when the payment is over, and what that is called: the account, or for a guest another one.
fn way_back(account: &str) -> (String, Text) {
    if guest_visit::is_guest() {
        (pages::PAY_GUEST.path.to_owned(), t::guest::ANOTHER)
    } else {
        (pages::ACCOUNT.href(&[account]), t::BACK)
    }
}

/// The guest's permit has run out; the payment goes on by itself.
#[component]
fn PermitOver(
    /// The payment.
    payment: String,
) -> impl IntoView {
    let href = format!("{}?payment={payment}", pages::PAY_GUEST.path);
    view! {
        <PageHeader title=t::TITLE/>
        <Notice title=t::guest::OVER><p>{t::guest::OVER_TEXT}</p></Notice>
        <div class="row"><ButtonLink href>{t::guest::AGAIN}</ButtonLink></div>
    }
}

/// A sentence with the payment's sum in it.
fn with_sum(live: live::Live, sentence: fn(&str) -> String) -> Words {
    Words::live(move || sentence(&live.sum()))
}
