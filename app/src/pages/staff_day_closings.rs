//! Days compared with the acquirer's list, newest first.

use leptos::prelude::*;
use svetlitsa_api::day_closings::{DayClosingView, DayDifference, DayOfPayee, DifferenceKind};
use svetlitsa_api::pages;
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{Column, EmptyState, Loaded, PageHeader, Table, Tag, TagKind};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::day_closings as t;

use crate::pages::staff_desk::{StaffDesk, cell, cell_or};

/// Days compared with the acquirer's list.
#[component]
pub fn StaffDayClosings() -> impl IntoView {
    let load = Load::new(client::list_day_closings);
    view! {
        <StaffDesk>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <Loaded load lines=8 let:list>
                {if list.items.is_empty() {
                    view! { <EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState> }.into_any()
                } else {
                    let days = list.items.into_iter().map(|day| view! { <Day day/> }).collect_view();
                    view! { <div class="stack" data-gap="large">{days}</div> }.into_any()
                }}
            </Loaded>
        </StaffDesk>
    }
}

#[component]
fn Day(
    /// What came of it.
    day: DayClosingView,
) -> impl IntoView {
    let DayClosingView { day, closed, taken, credited_now, payees, differences } = day;
    let count = differences.len();
    let tag = if count == 0 {
        view! { <Tag label=t::BALANCED kind=TagKind::Done/> }.into_any()
    } else {
        let label = Words::live(move || t::differs(&count.to_string()));
        view! { <Tag label kind=TagKind::Wrong/> }.into_any()
    };
    let title = Words::live(move || format::date_with_year(day));
    let columns = vec![Column::words(t::PAYEE), Column::numbers(t::TAKEN), Column::numbers(t::CREDITED)];
    let rows: Vec<_> = payees.into_iter().map(payee).collect();
    let has_payees = !rows.is_empty();
    let cases: Vec<_> = differences.into_iter().map(difference).collect();
    view! {
        <section class="stack" data-gap="small">
            <div class="row"><h2>{title.into_view()}</h2>{tag}</div>
            <p class="soft">
                {move || t::counted(&taken.to_string(), &credited_now.to_string(), &format::moment(closed))}
            </p>
            {has_payees.then(|| view! { <Table caption=t::BY_PAYEE columns rows/> })}
            {(count > 0).then(|| {
                let columns = vec![
                    Column::words(t::WHAT),
                    Column::words(t::ACCOUNT),
                    Column::numbers(t::TAKEN),
                    Column::numbers(t::CREDITED),
                    Column::words(t::CASE),
                ];
                view! { <Table caption=t::DIFFERENCES columns rows=cases/> }
            })}
        </section>
    }
}

fn payee(payee: DayOfPayee) -> Vec<AnyView> {
    let DayOfPayee { payee_name, taken_kopecks, credited_kopecks } = payee;
    vec![
        cell_or(payee_name, t::NOBODYS),
        view! { <span class="amount">{move || format::money(taken_kopecks)}</span> }.into_any(),
        view! { <span class="amount">{move || format::money(credited_kopecks)}</span> }.into_any(),
    ]
}

fn difference(differs: DayDifference) -> Vec<AnyView> {
    let DayDifference { kind, account, taken_kopecks, credited_kopecks, case, .. } = differs;
    let href = pages::STAFF_APPEAL.href(&[&case]);
    vec![
        cell(words(kind)),
        cell_or(account, t::NO_ACCOUNT),
        view! { <span class="amount">{move || format::money(taken_kopecks)}</span> }.into_any(),
        view! { <span class="amount">{move || format::money(credited_kopecks)}</span> }.into_any(),
        view! { <a href=href>{case}</a> }.into_any(),
    ]
}

const fn words(kind: DifferenceKind) -> Text {
    match kind {
        DifferenceKind::Unknown => t::kind::UNKNOWN,
        DifferenceKind::NotCredited => t::kind::NOT_CREDITED,
        DifferenceKind::OtherSum => t::kind::OTHER_SUM,
        DifferenceKind::NotTaken => t::kind::NOT_TAKEN,
    }
}
