//! The debt of an account: what is late and to whom, what it grows to day by day, what follows, and what can be done now.

mod agreements;
mod forecast;
mod late;
mod notices;
mod plan;
mod restriction;

use leptos::prelude::*;
use svetlitsa_api::debts::{DebtView, NextDue};
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::{Caller, debts as client};
use svetlitsa_ui::components::{
    BackLink, ButtonKind, ButtonLink, EmptyState, Link, Loaded, Notice, NoticeKind, PageHeader,
};
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::debts as t;

use super::account::{of_path, title_of};
use agreements::Agreements;
use forecast::Forecast;
use late::Late;
use notices::Notices;
use plan::Plan;
use restriction::Restriction;

/// The debt of an account.
#[component]
pub fn Debt() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let (back, label) = (pages::ACCOUNT.href(&[number.as_str()]), title_of(&number));
    let load = Load::new(move || {
        let number = number.clone();
        async move { client::get_debt(&Caller::cabinet(), &number).await }
    });
    let refresh = Callback::new(move |()| load.retry());
    view! {
        <div class="page debt">
            <BackLink href=back label/>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <Loaded load lines=8 let:debt><Told debt refresh/></Loaded>
        </div>
    }
}

#[component]
fn Told(
    /// The debt.
    debt: DebtView,
    /// Something has changed.
    refresh: Callback<()>,
) -> impl IntoView {
    let number = debt.account.clone();
    let is_owed = !debt.payees.is_empty();
    let DebtView { overdue_kopecks, penalty_kopecks, next, .. } = debt.clone();
    let pay = pages::PAY.href(&[number.as_str()]);
    let complain = pages::APPEAL_NEW.path;
    let certificate = pages::CERTIFICATE.href(&[number.as_str()]);
    let is_current = debt.payees.iter().any(|payee| payee.is_current);
    let (has_next, later) = (next.is_some(), next.clone());
    let sum = if is_owed {
        view! {
            <section class="bill__sum stack" data-gap="small">
                <h2 class="bill__standing">{t::TOGETHER}</h2>
                <p class="amount" data-size="display">
                    {move || format::money(overdue_kopecks + penalty_kopecks)}
                </p>
                <p>{move || t::of_which(&format::money(overdue_kopecks), &format::money(penalty_kopecks))}</p>
                {is_current.then(|| view! {
                    <div data-print="never"><ButtonLink href=pay kind=ButtonKind::Primary>{t::PAY}</ButtonLink></div>
                })}
            </section>
        }
        .into_any()
    } else {
        view! { <EmptyState title=t::NONE>{next_words(next)}</EmptyState> }.into_any()
    };
    let offer = debt.offer.clone();
    view! {
        <div class="stack" data-gap="large">
            {sum}
            {is_owed.then(|| view! { <Late number=number.clone() payees=debt.payees.clone()/> })}
            {(is_owed && has_next).then(|| next_words(later))}
            {debt.forecast.clone().map(|forecast| view! { <Forecast forecast/> })}
            {debt.restriction.clone().filter(|_| is_owed || !debt.notices.is_empty()).map(|restriction| view! {
                <Restriction restriction/>
            })}
            {(!debt.notices.is_empty()).then(|| view! { <Notices notices=debt.notices.clone()/> })}
            {(!debt.agreements.is_empty()).then(|| view! { <Agreements agreements=debt.agreements.clone()/> })}
            {offer.map(|offer| view! { <Plan number=number.clone() offer refresh/> })}
            <section class="stack" data-gap="small" data-print="never">
                <h2>{t::ALSO}</h2>
                <ul class="debt__ways">
                    <li><Link href=certificate>{t::CERTIFICATE}</Link></li>
                    {is_owed.then(|| view! { <li><Link href=complain>{t::COMPLAIN}</Link></li> })}
                    {is_owed.then(|| view! {
                        <li><Link href=pages::PAYEES.href(&[number.as_str()])>{t::PAYEES}</Link></li>
                    })}
                    <li><Link href=pages::BILLS.href(&[number.as_str()])>{t::BILLS}</Link></li>
                </ul>
            </section>
            {(!is_owed).then(|| view! {
                <Notice kind=NoticeKind::Info title=t::RULE><p>{t::RULE_TEXT}</p></Notice>
            })}
        </div>
    }
}

/// What is owed and not late, or when the next bill is due.
fn next_words(next: Option<NextDue>) -> AnyView {
    let Some(NextDue { due_on, amount_kopecks, period }) = next else { return ().into_any() };
    view! {
        <p>
            {move || {
                let (day, month) = (format::date_with_year(due_on), format::period(period));
                match amount_kopecks {
                    Some(sum) => t::next_owed(&format::money(sum), &month, &day),
                    None => t::next_bill(&month, &day),
                }
            }}
        </p>
    }
    .into_any()
}
