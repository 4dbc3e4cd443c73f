//! Norms: what is charged where no meter tells.

use leptos::prelude::*;
use svetlitsa_api::tariffs::{NormView, TariffSheet};
use svetlitsa_domain::tariffs::{Service, Stove};
use svetlitsa_ui::components::{Column, Details, Table};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::tariffs::norm as t;

use crate::pages::bill::words as numbers;

/// Norms of the branch.
#[component]
pub fn Norms(
    /// Everything of the branch.
    sheet: TariffSheet,
    /// For what.
    service: Service,
) -> impl IntoView {
    let own: Vec<_> = sheet.norms.into_iter().filter(|norm| norm.service == service).collect();
    let Some(first) = own.first().cloned() else {
        return view! {
            <section class="stack" data-gap="small"><h2>{t::TITLE}</h2><p>{t::NONE}</p></section>
        }
        .into_any();
    };
    let body = if first.stove.is_none() { flat(&first, service) } else { table(own) };
    let (source, is_demo) = (first.source, first.is_demo);
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TITLE}</h2>
            <p>{t::LEAD}</p>
            {body}
            <p class="soft">
                {move || t::source(&source)}
                {is_demo.then(|| view! { " " {t::DEMO} })}
            </p>
        </section>
    }
    .into_any()
}

fn flat(norm: &NormView, service: Service) -> AnyView {
    let units = norm.per_person.first().cloned().unwrap_or_default();
    view! { <p>{move || t::per_person(&numbers::units(&units, service))}</p> }.into_any()
}

fn table(norms: Vec<NormView>) -> AnyView {
    let most = norms.iter().map(|norm| norm.per_person.len()).max().unwrap_or_default();
    let mut columns = vec![Column::words(t::DWELLING)];
    columns.extend((1..=most).map(|n| {
        let is_last = n == most;
        Column::numbers(Words::live(move || {
            if is_last { t::people_and_more(&n.to_string()) } else { t::people(&n.to_string()) }
        }))
    }));
    let largest = norms.iter().filter_map(|norm| norm.rooms).max();
    let rows = norms
        .into_iter()
        .map(|norm| {
            let (stove, rooms) = (norm.stove, norm.rooms);
            let is_last = rows_more(rooms, largest);
            let name = move || {
                let rooms = rooms.unwrap_or_default().to_string();
                let rooms = if is_last { t::rooms_and_more(&rooms) } else { t::rooms(&rooms) };
                t::dwelling_of(
                    &rooms,
                    stove.map_or_else(String::new, |s| self::stove(s).get().to_owned()).as_str(),
                )
            };
            let cells = norm
                .per_person
                .into_iter()
                .map(|units| view! { <span>{move || numbers::decimal(&units)}</span> }.into_any());
            std::iter::once(view! { <span>{name}</span> }.into_any()).chain(cells).collect()
        })
        .collect();
    view! {
        <Details summary=t::TABLE><Table caption=t::CAPTION columns rows/></Details>
    }
    .into_any()
}

fn rows_more(rooms: Option<u8>, largest: Option<u8>) -> bool {
    rooms.is_some() && rooms == largest
}

/// What they cook on.
pub(super) const fn stove(stove: Stove) -> svetlitsa_ui::i18n::Text {
    match stove {
        Stove::Gas => t::STOVE_GAS,
        Stove::Electric => t::STOVE_ELECTRIC,
    }
}
