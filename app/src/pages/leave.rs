//! Signing out although readings on this device were not sent: they would go with their owner.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::pages;
use svetlitsa_ui::client::session as client;
use svetlitsa_ui::components::{Button, ButtonKind, ButtonLink, ErrorSummary, PageHeader};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::kept::leave as t;

use super::kept::cards::Cards;
use crate::{kept, worker};

/// Sign out although some were not sent?
#[component]
pub fn Leave() -> impl IntoView {
    let session = use_session();
    let owner = Signal::derive(move || worker::owner(session));
    let kept = kept::watch(owner);
    let form = Form::new();
    let busy = Signal::derive(move || form.is_busy());
    let is_sending = RwSignal::new(false);
    let send = move |()| {
        let owner = untrack(|| owner.get());
        is_sending.set(true);
        spawn_local(async move {
            kept::send(owner.as_deref()).await;
            let _ = is_sending.try_set(false);
        });
    };
    let leave = move |()| form.send(client::sign_out(), move |()| worker::leave_nothing());
    let has_unsent = Memo::new(move |_| kept.with(|kept| kept.iter().any(|one| one.state.is_unsent())));
    view! {
        <div class="page stack" data-width="journey">
            {move || if has_unsent.get() {
                view! { <PageHeader title=t::TITLE lead=t::LEAD/> }.into_any()
            } else {
                view! { <PageHeader title=t::NOTHING/> }.into_any()
            }}
            <ErrorSummary form/>
            <Cards kept/>
            <div class="row">
                {move || has_unsent.get().then(|| view! {
                    <Button busy=Signal::derive(move || is_sending.get()) on_press=send>{t::SEND}</Button>
                })}
                <Button kind=ButtonKind::Secondary busy on_press=leave>
                    {move || if has_unsent.get() { t::DELETE.get() } else { t::SIGN_OUT.get() }}
                </Button>
                <ButtonLink href=pages::ACCOUNTS.path kind=ButtonKind::Quiet>{t::STAY}</ButtonLink>
            </div>
        </div>
    }
}
