//! The receipts of an account, year by year: each to open, to take along and to check.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::receipts::{ReceiptItem, ReceiptList};
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::receipts as client;
use svetlitsa_ui::components::{
    BackLink, ButtonKind, ButtonLink, EmptyState, Icon, Loaded, PageHeader, Sign,
};
use svetlitsa_ui::i18n::lang;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::receipt_archive as t;
use svetlitsa_ui::{format, names};

use super::account::{of_path, title_of};

/// The receipts of an account.
#[component]
pub fn Receipts() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let year = RwSignal::new(None::<i32>);
    let asked = number.clone();
    let load = Load::new(move || {
        let (number, year) = (asked.clone(), year.get());
        async move { client::list_receipts(&number, year).await }
    });
    let back = pages::ACCOUNT.href(&[number.as_str()]);
    let label = title_of(&number);
    view! {
        <div class="page stack" data-gap="large" data-width="journey">
            <div class="stack">
                <BackLink href=back label/>
                <PageHeader title=t::TITLE lead=t::LEAD/>
            </div>
            <Loaded load lines=6 let:list><Year number=number.clone() list chosen=year/></Loaded>
        </div>
    }
}

#[component]
fn Year(
    /// The account.
    number: AccountNumber,
    /// The year's receipts.
    list: ReceiptList,
    /// Another year, once it is asked for.
    chosen: RwSignal<Option<i32>>,
) -> impl IntoView {
    let ReceiptList { years, year, items, total_kopecks } = list;
    let Some(year) = year else {
        let pay = pages::PAY.href(&[number.as_str()]);
        return view! {
            <EmptyState title=t::EMPTY>
                <p>{t::EMPTY_TEXT}</p>
                <div class="row"><ButtonLink href=pay kind=ButtonKind::Primary>{t::PAY}</ButtonLink></div>
            </EmptyState>
        }
        .into_any();
    };
    let several = years.len() > 1;
    let ways = years
        .into_iter()
        .map(|way| {
            view! {
                <button type="button" class="button" data-kind=if way == year { "primary" } else { "secondary" }
                    data-size="small" aria-pressed=(way == year).to_string()
                    on:click=move |_| chosen.set(Some(way))
                >{way}</button>
            }
        })
        .collect_view();
    let count = u64::try_from(items.len()).unwrap_or_default();
    let rows = items.into_iter().map(row).collect_view();
    view! {
        {several.then(|| view! { <div class="row" role="group" aria-label=move || t::YEARS.get() data-print="never">{ways}</div> })}
        <section class="stack" data-gap="small">
            <h2>{move || t::of_year(&year.to_string())}</h2>
            <p class="soft">{move || t::together(&format::number(count), &format::money(total_kopecks))}</p>
            <ul class="sessions">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(item: ReceiptItem) -> impl IntoView {
    let ReceiptItem { payment, number, code, paid, amount_kopecks, method, payee_name } = item;
    let path = fill(paths::PAYMENT_RECEIPT_DOCUMENT, &[&payment]);
    // What is taken out of the archive was given out before.
    let document = move || format!("{path}?copy=true&lang={}", lang().as_str());
    let open = pages::PAYMENT.href(&[&payment]);
    let check = pages::RECEIPT.href(&[&code]);
    let (spoken, told) = (number.clone(), number.clone());
    view! {
        <li class="sessions__place">
            <div>
                <strong class="amount">{move || format::money(amount_kopecks)}</strong>
                <p>{move || format::moment(paid)}", "{names::method(method).into_view()}</p>
                <p class="soft">{payee_name}</p>
                <p class="soft">
                    <a href=open>{move || t::number(&number)}</a>" · "
                    <a href=check>{t::CHECK}<span class="unseen">" "{told}</span></a>
                </p>
            </div>
            <a class="link" href=document rel="external">
                <Icon sign=Sign::Paper/>{t::OPEN}<span class="unseen">" "{spoken}</span>
            </a>
        </li>
    }
}
