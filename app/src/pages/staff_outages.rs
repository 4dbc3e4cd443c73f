//! Outages on the desk: the list, and a new one.

mod new;

use leptos::prelude::*;
use svetlitsa_api::outages::{StaffOutage, StaffOutageList};
use svetlitsa_api::pages;
use svetlitsa_ui::client::outages as client;
use svetlitsa_ui::components::{
    Column, Details, EmptyState, Loaded, OutageStageTag, PageHeader, Table, outage_place_words,
};
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::outages::desk as t;

use crate::pages::staff_desk::{StaffDesk, cell};
use new::NewOutage;

/// Outages on the desk.
#[component]
pub fn StaffOutages() -> impl IntoView {
    let load = Load::new(client::list_staff_outages);
    let branches = Memo::new(move |_| load.value().map(|list| list.branches));
    view! {
        <StaffDesk>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            {move || branches.get().map(|branches| view! {
                <Details summary=t::NEW>
                    <NewOutage branches entered=Callback::new(move |()| load.refresh())/>
                </Details>
            })}
            <Loaded load lines=8 let:list>{table(list)}</Loaded>
        </StaffDesk>
    }
}

fn table(list: StaffOutageList) -> AnyView {
    if list.items.is_empty() {
        return view! { <EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState> }.into_any();
    }
    let columns = [t::WHERE, t::STAGE, t::BEGINS, t::EXPECTED, t::BY].map(Column::words).into();
    let rows = list.items.into_iter().map(row).collect();
    view! { <div class="queue outages__queue"><Table caption=t::CAPTION columns rows/></div> }.into_any()
}

fn row(item: StaffOutage) -> Vec<AnyView> {
    let StaffOutage { outage, entered_by, .. } = item;
    let href = pages::STAFF_OUTAGE.href(&[&outage.id]);
    let (begins, expected) = (outage.begins, outage.expected);
    let places =
        outage.places.iter().map(|place| view! { <div>{outage_place_words(place).into_view()}</div> });
    let places = places.collect_view();
    vec![
        view! { <a href=href>{places}</a> }.into_any(),
        view! { <OutageStageTag outage/> }.into_any(),
        view! { <span>{move || format::moment(begins)}</span> }.into_any(),
        match expected {
            Some(expected) => view! { <span>{move || format::moment(expected)}</span> }.into_any(),
            None => cell(t::UNKNOWN),
        },
        cell(entered_by),
    ]
}
