//! Bills of an account, month by month.

mod alert;
mod e_bill;
mod forecast;

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::bills::{BillList, BillSummary};
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::{Caller, bills as client};
use svetlitsa_ui::components::{
    BackLink, Button, ButtonKind, Column, EmptyState, FailedState, Loaded, PageHeader, Table,
};
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::{bills as t, documents};

use super::account::{of_path, title_of};
use super::bill::paper::Paper;
use super::bill::words;
use e_bill::EBill;
use forecast::Forecast;

/// Bills of an account, month by month.
#[component]
pub fn Bills() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let (back, label) = (pages::ACCOUNT.href(&[number.as_str()]), title_of(&number));
    let asked = number.clone();
    let load = Load::new(move || {
        let number = asked.clone();
        async move { client::list_bills(&Caller::cabinet(), &number, None).await }
    });
    view! {
        <div class="page">
            <BackLink href=back label/>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <p><a href=pages::LEDGER.href(&[number.as_str()])>{svetlitsa_ui::texts::ledger::LINK}</a></p>
            <div class="stack" data-gap="large">
                <Forecast number=number.clone()/>
                {
                    let number = number.clone();
                    view! { <Loaded load lines=8 let:list><Archive number=number.clone() list/></Loaded> }
                }
                <EBill number/>
            </div>
        </div>
    }
}

/// The bills that are known, and a way to those before them.
#[component]
fn Archive(
    /// The account.
    number: AccountNumber,
    /// The newest.
    list: BillList,
) -> impl IntoView {
    if list.items.is_empty() {
        return view! { <EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState> }.into_any();
    }
    let (items, cursor) = (RwSignal::new(list.items), RwSignal::new(list.next_cursor));
    let (is_busy, failed) = (RwSignal::new(false), RwSignal::new(None));
    let asked = number.clone();
    let more = Callback::new(move |()| {
        let number = asked.clone();
        is_busy.set(true);
        failed.set(None);
        spawn_local(async move {
            match client::list_bills(&Caller::cabinet(), &number, cursor.get_untracked().as_deref()).await {
                Ok(list) => {
                    items.update(|items| items.extend(list.items));
                    cursor.set(list.next_cursor);
                }
                Err(error) => failed.set(Some(error)),
            }
            is_busy.set(false);
        });
    });
    let columns = vec![
        Column::words(t::MONTH),
        Column::words(t::METHOD),
        Column::words(t::DUE),
        Column::numbers(t::SUM),
        Column::words(documents::bill::COLUMN),
    ];
    view! {
        <div class="stack">
            {move || {
                let rows = items.get().iter().map(|bill| row(&number, bill)).collect();
                view! { <Table caption=t::CAPTION columns=columns.clone() rows/> }
            }}
            {move || failed.get().map(|error| view! { <FailedState error retry=more/> })}
            {move || (cursor.get().is_some() && failed.get().is_none()).then(|| view! {
                <div class="row" data-print="never">
                    <Button kind=ButtonKind::Secondary busy=is_busy on_press=more>{t::MORE}</Button>
                </div>
            })}
        </div>
    }
    .into_any()
}

fn row(number: &AccountNumber, bill: &BillSummary) -> Vec<AnyView> {
    let BillSummary { period, due_on, charged_kopecks, method, .. } = bill.clone();
    let href = pages::BILL.href(&[number.as_str(), &period.to_string()]);
    vec![
        view! { <a href=href>{move || format::period(period)}</a> }.into_any(),
        method.map(|method| words::method(method).into_view()).into_any(),
        view! { <span>{move || format::date_with_year(due_on)}</span> }.into_any(),
        view! { <span class="amount">{move || format::money(charged_kopecks)}</span> }.into_any(),
        view! { <Paper account=number.clone() period short=true/> }.into_any(),
    ]
}
