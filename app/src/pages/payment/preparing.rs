//! The bank is being asked for its page; nothing has been charged, and the payment may be given up.

use leptos::prelude::*;
use svetlitsa_ui::client::payments as client;
use svetlitsa_ui::components::{Button, ButtonKind, ErrorSummary, Notice, NoticeKind, PageHeader, Progress};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::payments::preparing as t;

use super::live::Live;
use super::with_sum;
use crate::guest_visit;
use crate::preview_notice::PreviewNotice;

/// The bank is being asked.
#[component]
pub fn Preparing(
    /// The payment.
    live: Live,
) -> impl IntoView {
    let is_silent = Memo::new(move |_| live.payment().is_some_and(|payment| payment.is_acquirer_silent));
    let label = with_sum(live, t::progress);
    let below = move || {
        if is_silent.get() {
            view! { <Silent live/> }.into_any()
        } else {
            view! { <p>{t::TEXT}</p> }.into_any()
        }
    };
    view! {
        <PageHeader title=t::TITLE/>
        <Progress name="preparing" label/>
        {below}
    }
}

/// The bank does not answer: what that means, and the way out.
#[component]
fn Silent(
    /// The payment.
    live: Live,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new();
    let caller = guest_visit::caller();
    let give_up = move |()| {
        let Some(payment) = untrack(|| live.payment()) else { return };
        let attempt = form.attempt();
        let caller = caller.clone();
        let request = async move { client::withdraw_payment(&caller, &payment.id, &attempt).await };
        form.send(request, move |payment| live.accept(payment));
    };
    let give_up = Callback::new(give_up);
    view! {
        <Notice kind=NoticeKind::Warning title=t::SILENT_TITLE is_news=true><p>{t::SILENT_TEXT}</p></Notice>
        <ErrorSummary form/>
        <PreviewNotice/>
        {move || (!session.is_preview()).then(|| view! {
            <div class="row">
                <Button kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy()) on_press=give_up>
                    {t::GIVE_UP}
                </Button>
            </div>
        })}
    }
}

/// The bank's page is being opened.
#[component]
pub fn Leaving() -> impl IntoView {
    view! {
        <PageHeader title=t::TITLE/>
        <Progress name="leaving" label=t::LEAVING/>
    }
}
