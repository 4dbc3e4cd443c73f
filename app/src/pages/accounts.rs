//! Accounts of the cabinet; a cabinet with one account goes straight on to it.

pub(crate) mod ways;

use leptos::prelude::*;
use svetlitsa_api::accounts::AccountSummary;
use svetlitsa_api::pages;
use svetlitsa_domain::Kopecks;
use svetlitsa_ui::client::accounts as client;
use svetlitsa_ui::components::{
    ButtonKind, ButtonLink, EmptyState, Icon, Loaded, PageHeader, Sign, Skeleton,
};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::{accounts as t, shares};
use svetlitsa_ui::{format, names};

use super::account::owed::standing;
use crate::router::use_router;
use ways::Ways;

/// Accounts of the cabinet.
#[component]
pub fn Accounts() -> impl IntoView {
    let (router, session) = (use_router(), use_session());
    let list = Load::new(client::list_accounts);
    Effect::new(move || {
        if let Some([only]) = list.value().as_ref().map(|list| list.items.as_slice()) {
            router.replace(&pages::ACCOUNT.href(&[only.number.as_str()]));
        }
    });
    let draw = move |items: &[AccountSummary]| match items {
        [] => view! {
            <EmptyState title=t::EMPTY_TITLE>
                <p>{move || t::empty_text(&session.phone())}</p>
            </EmptyState>
        }
        .into_any(),
        [_] => view! { <Skeleton/> }.into_any(),
        several => {
            let cards =
                several.iter().cloned().map(|account| view! { <li><Card account/></li> }).collect_view();
            let owed = several
                .iter()
                .filter(|account| account.may().pay && account.balance_kopecks > Some(Kopecks::ZERO));
            let way = (owed.count() > 1).then(|| {
                view! { <ButtonLink href=pages::PAY_SEVERAL.path kind=ButtonKind::Secondary>{t::PAY_SEVERAL}</ButtonLink> }
            });
            view! { <ul class="accounts">{cards}</ul><div class="row">{way}</div> }.into_any()
        }
    };
    view! {
        <div class="page">
            <PageHeader title=t::TITLE/>
            <Loaded load=list let:list>{draw(&list.items)}</Loaded>
            <Ways/>
        </div>
    }
}

/// One account: where it is, what is owed.
#[component]
fn Card(
    /// The account.
    account: AccountSummary,
) -> impl IntoView {
    let (words, sum) = standing(account.balance_kopecks);
    let sign = match account.service {
        svetlitsa_domain::tariffs::Service::Electricity => Sign::Meter,
        svetlitsa_domain::tariffs::Service::HotWater => Sign::House,
    };
    let number = account.number.to_string();
    let is_shared = account.shared.is_some();
    view! {
        <a class="accounts__card" href=pages::ACCOUNT.href(&[account.number.as_str()])>
            <span class="accounts__sign"><Icon sign/></span>
            <span class="accounts__words">
                {(!account.label.is_empty()).then(|| view! { <strong class="accounts__address">{account.label}</strong> })}
                <strong class="accounts__address">{format::address(&account.address)}</strong>
                <span>{move || t::number(&number)}</span>
                <span class="soft">{names::service(account.service)}", "{account.branch_name}</span>
                {is_shared.then(|| view! { <span class="soft">{shares::MINE}</span> })}
            </span>
            <span class="accounts__sum">
                <span class="soft">{words}</span>
                {sum.map(|sum| view! { <strong class="amount">{move || format::money(sum)}</strong> })}
            </span>
        </a>
    }
}
