//! What a unit costs today, by category and zone.

use std::collections::BTreeSet;

use leptos::prelude::*;
use svetlitsa_api::tariffs::{TariffSheet, TariffVersion};
use svetlitsa_domain::tariffs::{Category, Confidence, Service, Zone};
use svetlitsa_ui::components::{Column, Details, EmptyState, Table, Tag, TagKind};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::tariffs as t;

use super::{book, words};
use crate::pages::bill::words as numbers;

/// What a unit costs today.
#[component]
pub fn Prices(
    /// Everything of the branch.
    sheet: TariffSheet,
    /// For what.
    service: Service,
) -> impl IntoView {
    let today = sheet.today;
    let of_today: Vec<TariffVersion> =
        sheet.versions.iter().filter(|v| v.service == service && holds(v, today)).cloned().collect();
    let zones: BTreeSet<Zone> =
        of_today.iter().flat_map(|version| version.prices.iter().map(|of| of.zone)).collect();
    if zones.is_empty() {
        return view! {
            <EmptyState title=t::EMPTY_TODAY><p>{t::EMPTY_TODAY_TEXT}</p></EmptyState>
        }
        .into_any();
    }
    let is_water = service == Service::HotWater;
    let categories: Vec<_> = book::categories(&sheet, service)
        .into_iter()
        .filter(|category| of_today.iter().any(|v| v.categories.contains(category)))
        .take(if is_water { 1 } else { usize::MAX })
        .collect();
    let columns = std::iter::once(Column::words(t::FOR_WHOM))
        .chain(zones.iter().map(|&zone| Column::numbers(zone_words(zone))))
        .collect();
    let rows = categories.into_iter().map(|category| row(category, &zones, &of_today, is_water)).collect();
    let since = of_today.iter().filter_map(|version| version.from).max();
    let caption = Words::live(move || match since {
        Some(day) => t::caption_since(&format::date_with_year(day)),
        None => t::CAPTION.get().to_owned(),
    });
    let (is_demo, unit) = (of_today.iter().any(|v| v.confidence == Confidence::Demo), unit(service));
    let hours: Vec<_> = zones
        .iter()
        .map(|&zone| (zone, words::hours(&sheet.zone_hours, zone)))
        .filter(|(_, hours)| !hours.is_empty())
        .collect();
    let has_hours = !hours.is_empty();
    let hours = hours
        .into_iter()
        .map(|(zone, hours)| view! { <li>{words::zone(zone)}": "<span class="tariffs__hours">{hours}</span></li> })
        .collect_view();
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::NOW}</h2>
            <p>{unit} {is_demo.then(|| view! { " " <Tag label=t::confidence::DEMO kind=TagKind::Lit/> })}</p>
            <Table caption columns rows/>
            {has_hours.then(|| view! {
                <Details summary=t::HOURS>
                    <p>{t::HOURS_TEXT}</p>
                    <ul class="tariffs__list">{hours}</ul>
                </Details>
            })}
            {(!is_water).then(|| view! {
                <Details summary=t::RANGES>
                    <p>{t::RANGES_TEXT}</p>
                    {of_today.iter().all(|version| version.up_to.is_empty()).then(|| view! { <p>{t::RANGES_NONE}</p> })}
                </Details>
            })}
        </section>
    }
    .into_any()
}

fn holds(version: &TariffVersion, day: chrono::NaiveDate) -> bool {
    version.from.is_none_or(|from| from <= day) && version.until.is_none_or(|until| day <= until)
}

fn row(
    category: Category,
    zones: &BTreeSet<Zone>,
    of_today: &[TariffVersion],
    is_water: bool,
) -> Vec<AnyView> {
    let name = if is_water { t::EVERYBODY } else { words::category(category) };
    let cells = zones.iter().map(|&zone| {
        let own = of_today.iter().filter(|version| version.categories.contains(&category));
        let found = own.flat_map(|v| v.prices.iter().map(move |of| (v, of))).find(|(_, of)| of.zone == zone);
        found.map_or_else(
            || {
                view! { <span class="soft">"\u{2013}"<span class="unseen">{t::NO_PRICE}</span></span> }
                    .into_any()
            },
            |(version, of)| prices_of(&of.rubles, &version.up_to),
        )
    });
    std::iter::once(view! { <span>{name}</span> }.into_any()).chain(cells).collect()
}

/// One price, or one under the other with the limits that they hold up to.
pub(super) fn prices_of(rubles: &[String], up_to: &[String]) -> AnyView {
    let lines = rubles
        .iter()
        .enumerate()
        .map(|(i, price)| {
            let (price, limit, is_last) = (price.clone(), up_to.get(i).cloned(), i > 0 && i == up_to.len());
            let below = up_to.last().cloned().filter(|_| is_last);
            let words = move || {
                let price = price.parse().map_or_else(|_| price.clone(), numbers::rubles);
                match (&limit, &below) {
                    (Some(limit), _) => t::up_to(&numbers::decimal(limit), &price),
                    (None, Some(below)) => t::above(&numbers::decimal(below), &price),
                    (None, None) => price,
                }
            };
            view! { <span class="tariffs__price">{words}</span> }
        })
        .collect_view();
    view! { <span class="tariffs__prices">{lines}</span> }.into_any()
}

fn zone_words(zone: Zone) -> Words {
    words::zone(zone).into()
}

const fn unit(service: Service) -> svetlitsa_ui::i18n::Text {
    match service {
        Service::Electricity => t::PER_KWH,
        Service::HotWater => t::PER_CUBIC,
    }
}
