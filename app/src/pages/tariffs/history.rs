//! Prices as they were and will be, with the order that set each.

use leptos::prelude::*;
use svetlitsa_api::tariffs::{TariffSheet, TariffVersion};
use svetlitsa_domain::tariffs::{Category, Confidence, Service, Zone};
use svetlitsa_ui::components::{Column, Table, Tag, TagKind};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::tariffs as t;

use super::prices::prices_of;
use super::words;

/// Prices as they were and will be.
#[component]
pub fn History(
    /// Everything of the branch.
    sheet: TariffSheet,
    /// For what.
    service: Service,
) -> impl IntoView {
    let columns = vec![
        Column::words(t::DAYS),
        Column::words(t::FOR_WHOM),
        Column::words(t::PRICE),
        Column::words(t::SOURCE),
    ];
    let rows = sheet.versions.into_iter().filter(|version| version.service == service).map(row).collect();
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::HISTORY}</h2>
            <p class="soft">{t::HISTORY_LEAD}</p>
            <Table caption=t::HISTORY_CAPTION columns rows/>
        </section>
    }
}

fn row(version: TariffVersion) -> Vec<AnyView> {
    let TariffVersion { id, categories, from, until, prices, up_to, source, confidence, .. } = version;
    let days = move || match (from, until) {
        (Some(from), Some(until)) => {
            t::from_until(&format::date_with_year(from), &format::date_with_year(until))
        }
        (Some(from), None) => t::from(&format::date_with_year(from)),
        (None, Some(until)) => t::until(&format::date_with_year(until)),
        (None, None) => t::ALWAYS.get().to_owned(),
    };
    let prices = prices
        .into_iter()
        .map(|of| {
            let is_only = of.zone == Zone::Single;
            view! {
                <li>
                    {(!is_only).then(|| view! { {words::zone(of.zone)} ": " })}
                    {prices_of(&of.rubles, &up_to)}
                </li>
            }
        })
        .collect_view();
    vec![
        view! { <span id=format!("tariff-{id}")>{days}</span> }.into_any(),
        whom(&categories),
        view! { <ul class="tariffs__list">{prices}</ul> }.into_any(),
        order(&source, confidence),
    ]
}

fn whom(categories: &[Category]) -> AnyView {
    if categories.len() == Category::ALL.len() {
        return view! { <span>{t::EVERYBODY}</span> }.into_any();
    }
    let names =
        categories.iter().map(|&category| view! { <li>{words::category(category)}</li> }).collect_view();
    view! { <ul class="tariffs__list">{names}</ul> }.into_any()
}

fn order(source: &str, confidence: Confidence) -> AnyView {
    let sure = words::confidence(confidence);
    if confidence == Confidence::Demo {
        return view! { <Tag label=sure kind=TagKind::Lit/> }.into_any();
    }
    view! { <span>{source.to_owned()} " " <span class="soft">"(" {sure} ")"</span></span> }.into_any()
}
