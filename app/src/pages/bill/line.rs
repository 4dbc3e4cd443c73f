//! A line of a bill: what it is in one row, and below, for those who ask, where its sum comes from.

use leptos::prelude::*;
use svetlitsa_api::bills::{BillLineView, TariffCited};
use svetlitsa_api::pages;
use svetlitsa_domain::bills::{Given, LineKind};
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_ui::components::Details;
use svetlitsa_ui::i18n::{Text, lang};
use svetlitsa_ui::texts::bills::line as t;
use svetlitsa_ui::{format, names};

use super::derivation::{Derived, Ways};
use super::words;

/// A line of a bill.
#[component]
pub fn Line(
    /// The line.
    line: BillLineView,
    /// What the bill is for.
    service: Service,
    /// Tariffs that the bill names.
    tariffs: Vec<TariffCited>,
    /// Where the readings of the account are told of, when it is somebody's.
    #[prop(optional_no_strip)]
    readings: Option<String>,
) -> impl IntoView {
    let BillLineView { kind, method, zone, range, units, price, amount_kopecks, derivation, .. } = line;
    let zone = zone.filter(|zone| *zone != Zone::Single);
    let reckoned = units.map(|units| {
        move || {
            let units = words::units(&units, service);
            match &price {
                Some(price) => t::price(&units, &words::price(price, service)),
                None => units,
            }
        }
    });
    let branch = tariffs.iter().find_map(|cited| cited.branch.clone());
    let prices_at = branch.map(|branch| pages::TARIFFS_BRANCH.href(&[&branch]));
    let ways = Ways { prices: prices_at, readings };
    let prices: Vec<_> = derivation.amount.inputs();
    let orders: Vec<_> = tariffs
        .into_iter()
        .filter(|cited| {
            prices
                .iter()
                .any(|(given, _)| matches!(given, Given::Price { tariff, .. } if *tariff == cited.id))
        })
        .map(order)
        .collect();
    let rules = derivation
        .rules
        .iter()
        .map(|cited| {
            let source = words::source(cited.code);
            view! {
                <li>
                    {words::rule(cited.code)}
                    " "
                    <span class="soft">{move || t::source(source.of(lang()))}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <li class="bill__line">
            <div class="bill__head">
                <div>
                    <h3 class="bill__name">
                        {name(kind)}
                        {zone.map(|zone| view! { ": " {names::zone(zone)} })}
                        {range.map(|n| view! { ", " {move || t::range(&n.to_string())} })}
                    </h3>
                    <p class="soft">
                        {method.map(|method| words::method(method).into_view())}
                        {reckoned.map(|reckoned| view! { ", " {reckoned} })}
                    </p>
                </div>
                <p class="amount bill__amount">{move || format::money(amount_kopecks)}</p>
            </div>
            <Details summary=t::WHY>
                <Derived node=derivation.amount service ways/>
                <ul class="bill__rules">{rules}{orders}</ul>
            </Details>
        </li>
    }
}

fn order(cited: TariffCited) -> AnyView {
    if cited.is_demo {
        return view! { <li class="soft">{t::TARIFF_DEMO}</li> }.into_any();
    }
    view! { <li class="soft">{move || t::tariff(&cited.source)}</li> }.into_any()
}

const fn name(kind: LineKind) -> Text {
    match kind {
        LineKind::Supply => t::SUPPLY,
        LineKind::Recalculation => t::RECALCULATION,
        LineKind::CommonUse => t::COMMON_USE,
        LineKind::CommonUseReturned => t::COMMON_USE_RETURNED,
        LineKind::Benefit => t::BENEFIT,
    }
}
