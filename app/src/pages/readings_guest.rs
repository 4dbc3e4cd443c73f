//! Readings without a cabinet: account and house, then the meters and nothing else of the account.

use leptos::prelude::*;
use svetlitsa_api::accounts::{AccountOverview, GuestAccess};
use svetlitsa_api::pages;
use svetlitsa_ui::focus;
use svetlitsa_ui::texts::readings as t;

use super::guest::identify::{Asked, Identify};
use super::guest::known::KnownToGuest;
use super::readings::Journey;
use crate::router::use_router;

/// The second step in the address: Back leads to the first. Neither account nor permit ever stands there.
const METERS: &str = "meters";

/// Readings without a cabinet.
#[component]
pub fn ReadingsGuest() -> impl IntoView {
    let router = use_router();
    let access = RwSignal::new(None::<GuestAccess>);
    let is_over = RwSignal::new(false);
    // A reload forgets the permit and asks anew.
    let shown = Memo::new(move |_| {
        access.get().filter(|_| router.query("step").as_deref() == Some(METERS) && !is_over.get())
    });
    let enter = Callback::new(move |permit: GuestAccess| {
        focus::ask_for_heading();
        is_over.set(false);
        access.set(Some(permit));
        if untrack(|| router.query("step")).is_none() {
            router.go(&format!("{}?step={METERS}", pages::READINGS_GUEST.path));
        }
    });
    move || {
        match shown.get() {
        Some(access) => view! {
            <KnownToGuest access is_over page=pages::READINGS_GUEST title=t::TITLE class="page readings" draw=meters/>
        }
        .into_any(),
        None => view! { <Identify asked=Asked::Reading is_over enter/> }.into_any(),
    }
    }
}

/// The meters of the account.
fn meters(overview: AccountOverview) -> AnyView {
    let number = overview.account.number.clone();
    view! { <Journey number overview owner=None verdicts=RwSignal::new(0) is_recalled=false/> }.into_any()
}
