//! A bill: what is to be paid and by when, what it is made of, and where every rouble of it comes from.

mod changes;
mod derivation;
pub(crate) mod line;
pub(crate) mod paper;
mod penalty;
pub(crate) mod words;

use chrono::NaiveDate;
use leptos::prelude::*;
use svetlitsa_api::bills::{BillPenalty, BillView};
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_domain::{AccountNumber, Kopecks, Period};
use svetlitsa_ui::client::{Caller, ClientError, bills as client};
use svetlitsa_ui::clock;
use svetlitsa_ui::components::{
    BackLink, ButtonKind, ButtonLink, Definition, DefinitionList, EmptyState, FailedState, PageHeader, Qr,
    Skeleton,
};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::{Load, LoadState};
use svetlitsa_ui::texts::bills as all;
use svetlitsa_ui::texts::bills::{bill as t, code, penalty as p};

use super::account::of_path;
use super::not_found::NotFound;
use crate::router::use_router;
use changes::Changes;
use line::Line;
use paper::Paper;
use penalty::Penalty;

/// A bill.
#[component]
pub fn Bill() -> impl IntoView {
    of_path(|number| match use_router().segment(3).parse::<Period>() {
        Ok(period) => view! { <Known number period/> }.into_any(),
        Err(_) => view! { <NotFound/> }.into_any(),
    })
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
    /// The month.
    period: Period,
) -> impl IntoView {
    let back = pages::BILLS.href(&[number.as_str()]);
    let asked = number.clone();
    let load = Load::new(move || {
        let number = asked.clone();
        async move { client::get_bill(&Caller::cabinet(), &number, period).await }
    });
    let title = Words::live(move || t::title(&format::period(period)));
    view! {
        <div class="page bill">
            <BackLink href=back label=all::TO_ALL/>
            <PageHeader title/>
            {move || match load.state() {
                LoadState::Pending => view! { <Skeleton lines=8/> }.into_any(),
                LoadState::Failed(ClientError::Rejected(problem)) if problem.code == ErrorCode::NotFound => view! {
                    <EmptyState title=t::NONE><p>{move || t::none_text(&format::period(period))}</p></EmptyState>
                }
                .into_any(),
                LoadState::Failed(error) => view! { <FailedState error retry=move |()| load.retry()/> }.into_any(),
                LoadState::Done(bill) => view! { <Made bill/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Made(
    /// The bill.
    bill: BillView,
) -> impl IntoView {
    let penalty_left = bill.penalty.as_ref().map_or(Kopecks::ZERO, BillPenalty::left);
    let without = bill.left_for_use();
    let left = without + penalty_left;
    let (made_on, due_on, total) = (bill.made_at.date_naive(), bill.due_on, bill.charged_kopecks);
    let href = format!("{}?period={}", pages::PAY.href(&[bill.account.as_str()]), bill.period);
    let number = bill.number.clone();
    let (service, tariffs, period) = (bill.service, bill.tariffs.clone(), bill.period);
    let (account, items) = (bill.account.clone(), sums(&bill, without, penalty_left));
    let readings = pages::READINGS.href(&[bill.account.as_str()]);
    let lines = bill
        .lines
        .into_iter()
        .map(|line| view! { <Line line service tariffs=tariffs.clone() readings=Some(readings.clone())/> })
        .collect_view();
    view! {
        <div class="stack" data-gap="large">
            <section class="bill__sum stack" data-gap="small">
                <h2 class="bill__standing">{standing(left)}</h2>
                {(left.0 != 0).then(|| view! {
                    <p class="amount" data-size="display">{move || format::money(left.abs())}</p>
                })}
                {(penalty_left.0 != 0).then(|| view! {
                    <p>{move || p::within(&format::money(penalty_left), &format::money(without))}</p>
                })}
                {left.is_positive().then(|| view! {
                    <p>{move || term(due_on)}</p>
                    <div data-print="never"><ButtonLink href kind=ButtonKind::Primary>{t::PAY}</ButtonLink></div>
                })}
                <p data-print="never"><Paper account period/></p>
            </section>
            <section class="stack" data-gap="small">
                <h2>{t::LINES}</h2>
                <ol class="bill__lines">{lines}</ol>
                <p class="bill__total">
                    <span>{t::TOTAL}</span>
                    " "
                    <span class="amount">{move || format::money(total)}</span>
                </p>
                <p class="soft">{t::ROUNDING}</p>
            </section>
            {bill.penalty.map(|penalty| view! { <Penalty penalty service/> })}
            {bill.changes.map(|changes| view! { <Changes since=period.previous() now=total changes/> })}
            <DefinitionList items/>
            {bill.payment_code.map(|data| view! {
                <section class="stack" data-gap="small">
                    <h2>{code::TITLE}</h2>
                    <p>{code::LEAD}</p>
                    <Qr data label=code::LABEL/>
                </section>
            })}
            <p class="soft">{move || t::number(&number, &format::date_with_year(made_on))}</p>
        </div>
    }
}

fn standing(left: Kopecks) -> Words {
    match left {
        Kopecks(0) => t::SETTLED.into(),
        Kopecks(1..) => t::TO_PAY.into(),
        Kopecks(_) => t::AHEAD.into(),
    }
}

/// By when; after that, when it was.
fn term(due_on: NaiveDate) -> String {
    let day = format::date_with_year(due_on);
    let is_over = clock::now().is_some_and(|now| now.date_naive() > due_on);
    if is_over { t::was_until(&day) } else { t::until(&day) }
}

/// From what was owed before to what is left, and to whom.
fn sums(bill: &BillView, left: Kopecks, penalty_left: Kopecks) -> Vec<Definition> {
    let BillView { before_kopecks: before, charged_kopecks: charged, paid_since_kopecks: paid, .. } = *bill;
    let sum = |sum: Kopecks| view! { <span class="amount">{move || format::money(sum)}</span> };
    let before_words = match before {
        Kopecks(0) => None,
        Kopecks(1..) => Some(t::BEFORE_OWED),
        Kopecks(_) => Some(t::BEFORE_AHEAD),
    };
    let mut items = vec![
        Definition::new(
            t::BEFORE,
            view! { {sum(before.abs())} {before_words.map(|words| view! { " " <span class="soft">{words}</span> })} },
        ),
        Definition::new(t::CHARGED, sum(charged)),
        Definition::new(t::PAID, sum(paid)),
    ];
    items.extend(bill.corrected_since_kopecks.map(|corrected| Definition::new(t::CORRECTED, sum(corrected))));
    items.push(Definition::new(t::LEFT, sum(left)));
    if bill.penalty.is_some() {
        items.push(Definition::new(p::LEFT, sum(penalty_left)));
        items.push(Definition::new(p::WITH, sum(left + penalty_left)));
    }
    items.extend([
        Definition::new(t::PAYEE, bill.payee_name.clone()),
        Definition::new(t::PAYEE_INN, bill.payee_inn.clone()),
    ]);
    items
}
