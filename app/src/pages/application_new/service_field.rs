//! Which service of the price list is asked for.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::services::{ExtraServiceView, ServiceList};
use svetlitsa_ui::client::services as client;
use svetlitsa_ui::components::{Choice, Link, Select};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::{Load, LoadState};
use svetlitsa_ui::texts::services as t;

use super::fields::Fields;
use crate::pages::services::{price_of, word};

/// The services to choose from. Without the list the words of the application are enough.
#[component]
pub(super) fn ServiceField(form: Form, fields: Fields) -> impl IntoView {
    let load = Load::new(client::list_services);
    move || match load.state() {
        LoadState::Pending => ().into_any(),
        LoadState::Failed(_) => view! { <p class="soft">{t::GONE}</p> }.into_any(),
        LoadState::Done(list) => chosen_of(list, form, fields),
    }
}

fn chosen_of(list: ServiceList, form: Form, fields: Fields) -> AnyView {
    let named = |service: ExtraServiceView| {
        let (name, price) = (word(&service, |words| &words.name), price_of(&service));
        let label = Words::live(move || format!("{}, {}", name.get(), price.get()));
        Choice::new(service.id, label)
    };
    // What an address names may be in the list no longer.
    if !list.items.iter().any(|service| fields.service.with_untracked(|id| *id == service.id)) {
        fields.service.set(String::new());
    }
    let choices =
        std::iter::once(Choice::new("", t::CHOOSE)).chain(list.items.into_iter().map(named)).collect();
    view! {
        <Select name="service" label=t::SERVICE value=fields.service choices error=form.error_of("service")/>
        <p><Link href=pages::SERVICES.path>{t::TITLE}</Link></p>
    }
    .into_any()
}
