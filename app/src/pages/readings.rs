//! Submit a reading, see the history.

mod ask;
mod chart;
mod closed;
mod entry;
pub(crate) mod focused;
pub(crate) mod history;
mod passport;
mod photo;
mod take_along;
mod verdict;
pub(crate) mod visit;
mod wording;

use chrono::NaiveDate;
use leptos::prelude::*;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::components::{BackLink, EmptyState, Loaded, PageHeader, Window};
use svetlitsa_ui::texts::readings as t;

use super::account::{load_overview, number_of_path, title_of};
use super::not_found::NotFound;
use crate::preview_notice::PreviewNotice;
use chart::Chart;
use closed::ClosedEntry;
use entry::Entry;
use history::History;
use take_along::TakeAlong;

/// Submit a reading, see the history.
#[component]
pub fn Readings() -> impl IntoView {
    match number_of_path() {
        Some(number) => view! { <Known number/> }.into_any(),
        None => view! { <NotFound/> }.into_any(),
    }
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let overview = load_overview(&number);
    let back = pages::ACCOUNT.href(&[number.as_str()]);
    let label = title_of(&number);
    view! {
        <div class="page readings">
            <BackLink href=back label/>
            <PageHeader title=t::TITLE/>
            <Loaded load=overview lines=8 let:overview><Journey number=number.clone() overview/></Loaded>
        </div>
    }
}

/// The window, a form for each meter, the history.
#[component]
pub(crate) fn Journey(
    /// The account.
    number: AccountNumber,
    /// What is known of it.
    overview: AccountOverview,
) -> impl IntoView {
    if overview.meters.is_empty() {
        return view! { <EmptyState title=t::NONE_TITLE><p>{t::NONE_TEXT}</p></EmptyState> }.into_any();
    }
    // The day of a reading accepted on this page: its pane gets its tick at once.
    let taken = RwSignal::new(None::<NaiveDate>);
    let verdicts = RwSignal::new(0);
    let known = overview.window.clone();
    let window = Signal::derive(move || {
        let mut window = known.clone();
        window.reading_dates.extend(taken.get());
        window
    });
    // A guest is shown nothing of the past.
    let is_own = !visit::is_guest();
    let meters = overview.meters.clone();
    let entries = meters
        .into_iter()
        .map(|meter| {
            if meter.is_smart {
                view! { <ClosedEntry meter/> }.into_any()
            } else {
                let overview = overview.clone();
                view! { <Entry number=number.clone() meter overview taken verdicts/> }.into_any()
            }
        })
        .collect_view();
    view! {
        <div class="readings__desk">
            <div class="wall readings__window"><Window window/></div>
            <div class="stack readings__entries" data-gap="large">
                <PreviewNotice/>
                {entries}
            </div>
        </div>
        {is_own.then(|| view! {
            <Chart number=number.clone() verdicts/>
            <History number meters=overview.meters.clone() verdicts/>
            <TakeAlong overview/>
        })}
    }
    .into_any()
}
