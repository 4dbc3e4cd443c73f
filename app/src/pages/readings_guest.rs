//! Readings without a cabinet: account and house, then the meters and nothing else of the account.

use leptos::prelude::*;
use svetlitsa_api::accounts::GuestAccess;
use svetlitsa_api::pages;
use svetlitsa_ui::client::accounts as client;
use svetlitsa_ui::components::{BackLink, Loaded, PageHeader};
use svetlitsa_ui::focus;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::readings::guest as t;

use super::guest::identify::{Asked, Identify};
use super::readings::Journey;
use crate::guest_visit::{self, GuestVisit};
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
    move || match shown.get() {
        Some(access) => view! { <Meters access is_over/> }.into_any(),
        None => view! { <Identify asked=Asked::Reading is_over enter/> }.into_any(),
    }
}

/// The meters of the account.
#[component]
fn Meters(
    /// The permit.
    access: GuestAccess,
    /// Set when it has run out.
    is_over: RwSignal<bool>,
) -> impl IntoView {
    provide_context(GuestVisit::new(&access, is_over));
    let GuestAccess { account: number, masked_name, .. } = access;
    let (caller, watch) = (guest_visit::caller(), guest_visit::watch());
    let overview = {
        let number = number.clone();
        Load::new(move || {
            let (caller, number, watch) = (caller.clone(), number.clone(), watch.clone());
            async move { client::get_account(&caller, &number).await.inspect_err(|error| watch(error)) }
        })
    };
    let lead = {
        let number = number.clone();
        Words::live(move || t::holder(number.as_str(), &masked_name))
    };
    view! {
        <div class="page readings">
            <BackLink href=pages::READINGS_GUEST.path label=t::OTHER/>
            <PageHeader title=svetlitsa_ui::texts::readings::TITLE lead/>
            <Loaded load=overview lines=8 let:overview><Journey number=number.clone() overview owner=None verdicts=RwSignal::new(0) is_recalled=false/></Loaded>
        </div>
    }
}
