//! The board of outages: now, planned, and of the last day, by branch and street; and whom to call.

pub(crate) mod letters;
pub(crate) mod phones;

use leptos::prelude::*;
use svetlitsa_api::outages::{OutageBoard, OutageView};
use svetlitsa_api::pages;
use svetlitsa_domain::letters::lowered;
use svetlitsa_domain::outages::OutageStage;
use svetlitsa_ui::client::outages as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, ButtonLink, Choice, EmptyState, Loaded, OutageCard, PageHeader, Select, TextField,
};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::outages as t;

use phones::Phones;

/// The board of outages.
#[component]
pub fn Outages() -> impl IntoView {
    let load = Load::new(client::get_board);
    // What is chosen stays when the board is read again.
    let (branch, street) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    view! {
        <div class="page stack">
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <div class="row"><ButtonLink href=pages::OUTAGE_REPORT.path>{t::REPORT_BUTTON}</ButtonLink></div>
            <Loaded load lines=8 let:board>
                <Board board branch street refresh=Callback::new(move |()| load.refresh())/>
            </Loaded>
        </div>
    }
}

#[component]
fn Board(
    /// What is known.
    board: OutageBoard,
    /// Branch chosen; empty for all.
    branch: RwSignal<String>,
    /// Street looked for.
    street: RwSignal<String>,
    /// Reads it again.
    refresh: Callback<()>,
) -> impl IntoView {
    let OutageBoard { as_of, branches, items } = board;
    let is_empty = items.is_empty();
    let choices = std::iter::once(Choice::new("", t::BRANCH_ALL))
        .chain(branches.iter().map(|branch| Choice::new(branch.id.clone(), branch.name.clone())))
        .collect();
    let found = Memo::new(move |_| {
        let wanted = |item: &&OutageView| {
            branch.with(|branch| branch.is_empty() || *branch == item.branch)
                && street.with(|street| is_at(item, street))
        };
        items.iter().filter(wanted).cloned().collect::<Vec<_>>()
    });
    let part = move |title: Text, is_here: fn(OutageStage) -> bool| {
        let items: Vec<_> = found.get().into_iter().filter(|item| is_here(item.stage)).collect();
        (!items.is_empty()).then(|| {
            let cards =
                items.into_iter().map(|outage| view! { <li><OutageCard outage/></li> }).collect_view();
            view! {
                <section class="stack" data-gap="small">
                    <h2>{title}</h2>
                    <ul class="outages">{cards}</ul>
                </section>
            }
        })
    };
    let all = Callback::new(move |()| {
        branch.set(String::new());
        street.set(String::new());
    });
    let none = move || {
        if is_empty {
            view! { <EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState> }.into_any()
        } else {
            view! {
                <EmptyState title=t::NOTHING_FOUND>
                    <p>{t::NOTHING_FOUND_TEXT}</p>
                    <Button on_press=all>{t::RESET}</Button>
                </EmptyState>
            }
            .into_any()
        }
    };
    view! {
        <form class="outages__choice" role="search" on:submit=|event| event.prevent_default()>
            <Select name="branch" label=t::BRANCH value=branch choices/>
            <TextField name="street" label=t::SEARCH value=street autocomplete="off"/>
        </form>
        <div class="row" data-spread="apart">
            <p class="soft" role="status">{move || t::as_of(&format::moment_with_zone(as_of))}</p>
            <Button kind=ButtonKind::Secondary small=true on_press=refresh>{t::REFRESH}</Button>
        </div>
        {move || part(t::NOW, |stage| stage == OutageStage::Begun)}
        {move || part(t::PLANNED, |stage| stage == OutageStage::Planned)}
        {move || part(t::OVER, OutageStage::is_over)}
        {move || found.with(Vec::is_empty).then(none)}
        <Phones branches/>
    }
}

/// Every word of the visitor is found somewhere in the streets and houses of the outage.
fn is_at(outage: &OutageView, street: &str) -> bool {
    let places = outage.places.iter().map(|place| format!("{} {}", place.street, place.houses.join(" ")));
    let text = lowered(&places.collect::<Vec<_>>().join(" "));
    lowered(street).split_whitespace().all(|word| text.contains(word))
}
