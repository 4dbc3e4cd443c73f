//! Signing out of a device that keeps something: it goes with its owner, who is asked when it was not sent yet.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::pages;
use svetlitsa_ui::client::session as client;
use svetlitsa_ui::components::{Button, ButtonKind, ButtonLink, ErrorSummary, PageHeader};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::kept::leave as t;
use svetlitsa_ui::texts::shell;

use super::kept::cards::Cards;
use crate::{kept, worker};

/// Sign out although some were not sent? Where all were, nobody is asked.
#[component]
pub fn Leave() -> impl IntoView {
    let session = use_session();
    let owner = Signal::derive(move || worker::owner(session));
    let watched = kept::watch(owner);
    let kept = Signal::derive(move || watched.get().unwrap_or_default());
    let form = Form::new();
    let busy = Signal::derive(move || form.is_busy());
    let leave = move || {
        form.send(client::sign_out(), move |()| spawn_local(worker::leave_nothing()));
    };
    let is_sending = RwSignal::new(false);
    let send = move |()| {
        let owner = untrack(|| owner.get());
        is_sending.set(true);
        spawn_local(async move {
            kept::send(owner.as_deref()).await;
            let _ = is_sending.try_set(false);
        });
    };
    let has_unsent = Memo::new(move |_| watched.get().map(|kept| kept.iter().any(kept::Kept::is_unsent)));
    // Asked at the first sight only: what is sent while somebody reads the question does not sign them out.
    Effect::new(move |was_asked: Option<bool>| {
        let is_asked = was_asked.unwrap_or_default();
        match has_unsent.get() {
            Some(false) if !is_asked => leave(),
            Some(_) => return true,
            None => {}
        }
        is_asked
    });
    let is_waiting = move || has_unsent.get() == Some(true);
    view! {
        <div class="page stack" data-width="journey">
            {move || if is_waiting() {
                view! { <PageHeader title=t::TITLE lead=t::LEAD/> }.into_any()
            } else {
                view! { <PageHeader title=shell::NAV_SIGN_OUT/> }.into_any()
            }}
            <ErrorSummary form/>
            <Cards kept/>
            <div class="row">
                {move || is_waiting().then(|| view! {
                    <Button busy=Signal::derive(move || is_sending.get()) on_press=send>{t::SEND}</Button>
                })}
                <Button kind=ButtonKind::Secondary busy on_press=move |()| leave()>
                    {move || if is_waiting() { t::DELETE.get() } else { shell::NAV_SIGN_OUT.get() }}
                </Button>
                <ButtonLink href=pages::ACCOUNTS.path kind=ButtonKind::Quiet>{t::STAY}</ButtonLink>
            </div>
        </div>
    }
}
