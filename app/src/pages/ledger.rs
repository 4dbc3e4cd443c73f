//! Everything that was charged, paid and put right, and what was owed after it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::ledger::{LedgerCause, LedgerItem, LedgerList};
use svetlitsa_api::pages;
use svetlitsa_domain::bills::CorrectionReason;
use svetlitsa_domain::{AccountNumber, Kopecks, Period};
use svetlitsa_ui::client::{Caller, ledger as client};
use svetlitsa_ui::components::{
    BackLink, Button, ButtonKind, Column, EmptyState, FailedState, Loaded, PageHeader, Table,
};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::bills;
use svetlitsa_ui::texts::ledger as t;

use super::account::of_path;
use super::payees::TakenOverLines;

/// Everything that was charged, paid and put right.
#[component]
pub fn Ledger() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let back = pages::BILLS.href(&[number.as_str()]);
    let asked = number.clone();
    let load = Load::new(move || {
        let number = asked.clone();
        async move { client::list_ledger(&Caller::cabinet(), &number, None).await }
    });
    view! {
        <div class="page">
            <BackLink href=back label=bills::TO_ALL/>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <Loaded load lines=8 let:list><Entries number=number.clone() list/></Loaded>
        </div>
    }
}

/// The entries that are known, and a way to those before them.
#[component]
fn Entries(
    /// The account.
    number: AccountNumber,
    /// The newest.
    list: LedgerList,
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
            match client::list_ledger(&Caller::cabinet(), &number, cursor.get_untracked().as_deref()).await {
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
        Column::words(t::DAY),
        Column::words(t::WHAT),
        Column::numbers(t::SUM),
        Column::numbers(t::AFTER),
    ];
    view! {
        <div class="stack">
            {move || {
                let items = items.get();
                // With one payee its name would only stand in the way.
                let is_one = items.iter().all(|item| item.payee_name == items[0].payee_name);
                let rows = items.iter().map(|item| row(&number, item, is_one)).collect();
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

fn row(number: &AccountNumber, item: &LedgerItem, is_one_payee: bool) -> Vec<AnyView> {
    let LedgerItem { booked_on, amount_kopecks: amount, balance_kopecks: balance, .. } = *item;
    let payee = (!is_one_payee).then(|| item.payee_name.clone());
    vec![
        view! { <span>{move || format::date_with_year(booked_on)}</span> }.into_any(),
        view! {
            <div class="stack" data-gap="none">
                {cause(number, item)}
                {payee.map(|name| view! { <span class="soft">{name}</span> })}
            </div>
        }
        .into_any(),
        view! { <span class="amount">{move || format::money(amount)}</span> }.into_any(),
        view! { <span class="amount">{move || standing(balance)}</span> }.into_any(),
    ]
}

/// What it is, with a way to it.
fn cause(number: &AccountNumber, item: &LedgerItem) -> AnyView {
    let period = item.period;
    let named = |words: fn(&str) -> String, href: Option<String>| match href {
        Some(href) => view! { <a href=href>{move || words(&format::period(period))}</a> }.into_any(),
        None => view! { <span>{move || words(&format::period(period))}</span> }.into_any(),
    };
    match &item.cause {
        LedgerCause::Opening { taken_over } => view! {
            <span>{t::cause::OPENING}</span>
            {taken_over.clone().map(|taken| view! { <TakenOverLines taken has_readings=true/> })}
        }
        .into_any(),
        LedgerCause::Charge { has_bill } => named(t::cause::charge, has_bill.then(|| bill(number, period))),
        LedgerCause::Payment { payment } => {
            named(t::cause::payment, payment.as_ref().map(|id| pages::PAYMENT.href(&[id])))
        }
        LedgerCause::Transfer { application } => {
            let number = application.clone();
            view! { <span>{move || t::cause::transfer(&number)}</span> }.into_any()
        }
        LedgerCause::Penalty => named(t::cause::penalty, None),
        LedgerCause::Correction { reason, document, .. } => {
            let (reason, document) = (words(*reason), document.clone());
            view! {
                <span>{move || t::cause::correction(&format::period(period))}": "{reason}</span>
                <span class="soft">{move || t::cause::document(&document)}</span>
            }
            .into_any()
        }
    }
}

fn bill(number: &AccountNumber, period: Period) -> String {
    pages::BILL.href(&[number.as_str(), &period.to_string()])
}

const fn words(reason: CorrectionReason) -> Text {
    match reason {
        CorrectionReason::WrongFact => t::reason::WRONG_FACT,
        CorrectionReason::Misposted => t::reason::MISPOSTED,
        CorrectionReason::Refunded => t::reason::REFUNDED,
        CorrectionReason::WrittenOff => t::reason::WRITTEN_OFF,
        CorrectionReason::Reversed => t::reason::REVERSED,
    }
}

/// What is owed, in words: a sign alone is misread.
fn standing(balance: Kopecks) -> String {
    let sum = format::money(balance.abs());
    match balance.0 {
        0 => t::EVEN.get().to_owned(),
        1.. => t::owed(&sum),
        _ => t::ahead(&sum),
    }
}
