//! A payment: one page for its whole life, whichever way the payer came: forward, Back, reload, a second tab.
//! The table of `domain` chooses the screen; the server's stream keeps it true.

mod at_bank;
pub(crate) mod departure;
mod failed;
mod live;
mod preparing;
pub(crate) mod reason;
mod receipt;
mod refunds;
mod search;

use leptos::prelude::*;
use svetlitsa_domain::payments::PaymentScreen;
use svetlitsa_ui::components::{BackLink, FailedState, Notice, NoticeKind, PageHeader, Skeleton};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::payments as t;

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
    let live = follow(use_router().segment(1));
    let back = move || {
        let account = live.payment()?.account;
        let href = svetlitsa_api::pages::ACCOUNT.href(&[account.as_str()]);
        Some(view! { <BackLink href label=title_of(&account)/> })
    };
    let cut_off = move || {
        live.is_cut_off().then(|| {
            view! { <Notice kind=NoticeKind::Warning is_news=true><p>{t::NO_LINK}</p></Notice> }
        })
    };
    let screen = move || match live.stage() {
        Stage::Pending => view! { <PageHeader title=t::TITLE/><Skeleton lines=5/> }.into_any(),
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

/// A sentence with the payment's sum in it.
fn with_sum(live: live::Live, sentence: fn(&str) -> String) -> Words {
    Words::live(move || sentence(&live.sum()))
}
