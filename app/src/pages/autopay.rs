//! Automatic payment of an account: whether it is on, what is charged next, the terms, one button that stops it, and what
//! became of every bill.

mod debits;
mod next;
mod terms;

use std::time::Duration;

use leptos::prelude::*;
use svetlitsa_api::autopay::AutopayView;
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::payments::autopay::{AutopayState, StopReason};
use svetlitsa_ui::client::{Caller, autopay as client};
use svetlitsa_ui::components::{
    BackLink, Button, ButtonKind, ButtonLink, Details, ErrorSummary, Loaded, Notice, NoticeKind, PageHeader,
};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::autopay as t;

use super::account::{of_path, title_of};
use crate::preview_notice::PreviewNotice;
use debits::Debits;
use next::Next;
use terms::Terms;

/// While the bank is asked, the server is asked so often.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Automatic payment of an account.
#[component]
pub fn Autopay() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let (back, label) = (pages::ACCOUNT.href(&[number.as_str()]), title_of(&number));
    let asked = number.clone();
    let load = Load::new(move || {
        let number = asked.clone();
        async move { client::get_autopay(&Caller::cabinet(), &number).await }
    });
    let is_binding = Memo::new(move |_| load.value().is_some_and(|view| view.state == AutopayState::Binding));
    Effect::new(move || {
        if is_binding.get()
            && let Ok(timer) = set_interval_with_handle(move || load.refresh(), LOOK_AGAIN)
        {
            on_cleanup(move || timer.clear());
        }
    });
    let refresh = Callback::new(move |()| load.refresh());
    view! {
        <div class="page stack" data-gap="large" data-width="journey">
            <div class="stack">
                <BackLink href=back label/>
                <PageHeader title=t::TITLE lead=t::LEAD/>
                <PreviewNotice/>
            </div>
            <Loaded load lines=6 let:view><Told number=number.clone() view refresh/></Loaded>
        </div>
    }
}

#[component]
fn Told(
    /// The account.
    number: AccountNumber,
    /// What is known.
    view: AutopayView,
    /// Something has changed.
    refresh: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let is_preview = Memo::new(move |_| session.is_preview());
    let standing = match view.state {
        AutopayState::Off => ().into_any(),
        AutopayState::Stopped => stopped(view.stop_reason).into_any(),
        AutopayState::Binding => binding(view.confirmation_url.clone()).into_any(),
        AutopayState::On => view! { <Next view=view.clone()/> }.into_any(),
    };
    let is_live = matches!(view.state, AutopayState::On | AutopayState::Binding);
    let of_stop = number.clone();
    let stop = move || {
        let number = of_stop.clone();
        (is_live && !is_preview.get()).then(|| view! { <Stop number refresh/> })
    };
    let debits = view.debits.clone();
    let is_off = view.state == AutopayState::Off;
    let is_on = view.state == AutopayState::On;
    let is_binding = view.state == AutopayState::Binding;
    let terms = move || {
        let (number, view) = (number.clone(), view.clone());
        (!is_preview.get() && !is_binding).then(|| {
            if is_on {
                view! { <Details summary=t::CHANGE><Terms number view refresh/></Details> }.into_any()
            } else {
                view! { <Terms number view refresh/> }.into_any()
            }
        })
    };
    view! {
        <div class="stack" data-gap="large">
            <div class="stack" aria-live="polite" hidden=is_off>{standing} {stop}</div>
            {terms}
            {(!debits.is_empty()).then(|| view! { <Debits debits/> })}
        </div>
    }
}

/// The bank waits for the owner.
fn binding(confirmation_url: Option<String>) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning title=t::BINDING>
            <p>{t::BINDING_TEXT}</p>
            {confirmation_url.map(|href| view! {
                <div class="row"><ButtonLink href leaves=true>{t::TO_BANK}</ButtonLink></div>
            })}
        </Notice>
    }
}

/// Why it is over.
fn stopped(reason: Option<StopReason>) -> impl IntoView {
    let (kind, text) = match reason {
        None | Some(StopReason::ByOwner) => (NoticeKind::Info, t::STOPPED_BY_OWNER),
        Some(StopReason::Revoked) => (NoticeKind::Warning, t::STOPPED_REVOKED),
        Some(StopReason::CardOver) => (NoticeKind::Warning, t::STOPPED_CARD_OVER),
        Some(StopReason::NotAllowed) => (NoticeKind::Warning, t::STOPPED_NOT_ALLOWED),
    };
    view! { <Notice kind title=t::STOPPED><p>{text}</p></Notice> }
}

/// One press, and nothing is charged any more.
#[component]
fn Stop(
    /// The account.
    number: AccountNumber,
    /// It is stopped.
    refresh: Callback<()>,
) -> impl IntoView {
    let form = Form::new();
    let stop = move |()| {
        let (number, attempt) = (number.clone(), form.attempt());
        form.send(async move { client::stop(&number, &attempt).await }, move |()| refresh.run(()));
    };
    view! {
        <ErrorSummary form/>
        <div class="row" data-print="never">
            <Button kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy()) on_press=stop>
                {t::STOP}
            </Button>
        </div>
    }
}
