//! The price list of extra services, each with the way to ask for it.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::services::{ExtraServiceView, ServiceList, ServiceText};
use svetlitsa_domain::applications::ApplicationKind;
use svetlitsa_ui::client::services as client;
use svetlitsa_ui::components::{ButtonKind, ButtonLink, EmptyState, Link, Loaded, Notice, PageHeader};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Lang, Words, lang};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::services as t;

/// The price list.
#[component]
pub fn Services() -> impl IntoView {
    let load = Load::new(client::list_services);
    view! {
        <div class="page stack" data-gap="large" data-width="journey">
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <Loaded load lines=8 let:list><Listed list/></Loaded>
        </div>
    }
}

#[component]
fn Listed(
    /// The list of the home branch.
    list: ServiceList,
) -> impl IntoView {
    let ServiceList { branch_name, phone, is_sample, items } = list;
    if items.is_empty() {
        return view! {
            <EmptyState title=t::EMPTY><p>{move || t::empty_text(&phone)}</p></EmptyState>
        }
        .into_any();
    }
    let items = items.into_iter().map(|service| view! { <li>{one(service)}</li> }).collect_view();
    let any = format!("{}?kind={}", pages::APPLICATION_NEW.path, ApplicationKind::ExtraService.as_str());
    view! {
        {is_sample.then(|| view! { <Notice title=t::SAMPLE><p>{t::SAMPLE_TEXT}</p></Notice> })}
        <p class="soft">{move || t::branch(&branch_name)}</p>
        <ul class="happened" role="list">{items}</ul>
        <p><Link href=any>{t::OTHER}</Link></p>
    }
    .into_any()
}

fn one(service: ExtraServiceView) -> impl IntoView {
    let kind = ApplicationKind::ExtraService.as_str();
    let href = format!("{}?kind={kind}&service={}", pages::APPLICATION_NEW.path, service.id);
    let (name, text, unit) =
        (word(&service, |w| &w.name), word(&service, |w| &w.text), word(&service, |w| &w.unit));
    let price = price_of(&service);
    let order = {
        let name = name.clone();
        Words::live(move || t::order(&name.get()))
    };
    view! {
        <h2 class="happened__what">{name.into_view()}</h2>
        <p>{text.into_view()}</p>
        <div class="row">
            <p><strong class="amount">{price.into_view()}</strong>" "{unit.into_view()}</p>
            <ButtonLink href kind=ButtonKind::Secondary small=true>{order.into_view()}</ButtonLink>
        </div>
    }
}

/// A word of a service in the reader's language.
pub(crate) fn word(service: &ExtraServiceView, part: fn(&ServiceText) -> &String) -> Words {
    let (ru, en) = (part(&service.ru).clone(), part(&service.en).clone());
    Words::live(move || if lang() == Lang::Ru { ru.clone() } else { en.clone() })
}

/// What it costs, or from what on.
pub(crate) fn price_of(service: &ExtraServiceView) -> Words {
    let (sum, is_from) = (service.price_kopecks, service.is_from);
    Words::live(move || {
        let sum = format::money(sum);
        if is_from { t::from(&sum) } else { sum }
    })
}
