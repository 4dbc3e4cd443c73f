//! Readings that wait on this device, and the accounts of which one can be taken without network.

pub(crate) mod cards;
mod picture;
mod without_network;

use leptos::prelude::*;
use svetlitsa_ui::components::{ButtonLink, EmptyState, Notice, NoticeKind, PageHeader, sign_in_href};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::{kept as t, shell};

use crate::kept;
use cards::Cards;
use without_network::WithoutNetwork;

/// Readings that wait on this device.
#[component]
pub fn KeptPage() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="page stack" data-width="journey">
            <PageHeader title=t::TITLE lead=t::LEAD/>
            {move || match session.view() {
                // Staff looks through somebody's eyes, or works: this device is not the customer's.
                Some(view) if view.preview.is_some() || view.staff.is_some() => view! { <Nothing/> }.into_any(),
                // Nobody is told whose they are before they have signed in.
                Some(view) if view.resident.is_none() => view! { <Locked/> }.into_any(),
                _ => view! { <Own/> }.into_any(),
            }}
        </div>
    }
}

/// One's own, or of whoever was here last while nobody can ask.
#[component]
fn Own() -> impl IntoView {
    let session = use_session();
    let owner = Signal::derive(move || crate::worker::owner(session));
    let watched = kept::watch(owner);
    let kept = Signal::derive(move || watched.get().unwrap_or_default());
    let is_known = Memo::new(move |_| session.view().is_some());
    view! {
        {move || if kept.with(Vec::is_empty) {
            view! { <Nothing/> }.into_any()
        } else {
            view! { <Cards kept/> }.into_any()
        }}
        {move || (!is_known.get()).then(|| view! { <WithoutNetwork/> })}
    }
}

/// Somebody's, who must sign in.
#[component]
fn Locked() -> impl IntoView {
    let kept = kept::watch(Signal::stored(None));
    move || {
        if kept.get().unwrap_or_default().iter().any(kept::Kept::is_unsent) {
            view! {
                <Notice kind=NoticeKind::Warning title=t::LOCKED>
                    <p>{t::LOCKED_MEANS}</p>
                    <p><ButtonLink href=sign_in_href() small=true>{shell::NAV_SIGN_IN}</ButtonLink></p>
                </Notice>
            }
            .into_any()
        } else {
            view! { <Nothing/> }.into_any()
        }
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! { <EmptyState title=t::NONE><p>{t::NONE_MEANS}</p></EmptyState> }
}
