//! The account behind a guest's permit: a masked name, the way to another account, and what the guest came for.

use leptos::prelude::*;
use svetlitsa_api::accounts::{AccountOverview, GuestAccess};
use svetlitsa_api::pages::Page;
use svetlitsa_ui::client::accounts as client;
use svetlitsa_ui::components::{BackLink, Loaded, PageHeader};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::readings::guest as t;

use crate::guest_visit::{self, GuestVisit};

/// The account of a permit.
#[component]
pub(crate) fn KnownToGuest(
    /// The permit.
    access: GuestAccess,
    /// Set when it has run out.
    is_over: RwSignal<bool>,
    /// The page, whose first step asks for another account.
    page: Page,
    /// Its title.
    title: Text,
    /// Its classes.
    class: &'static str,
    /// Its width, when it is not the usual one.
    #[prop(optional)]
    width: Option<&'static str>,
    /// What the guest came for.
    draw: fn(AccountOverview) -> AnyView,
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
    let lead = Words::live(move || t::holder(number.as_str(), &masked_name));
    view! {
        <div class=class data-width=width>
            <BackLink href=page.path label=t::OTHER/>
            <PageHeader title lead/>
            <Loaded load=overview lines=8 let:overview>{draw(overview)}</Loaded>
        </div>
    }
}
