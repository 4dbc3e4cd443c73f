//! What is late: a section for each payee, a row for each month.

use leptos::prelude::*;
use svetlitsa_api::debts::PayeeDebt;
use svetlitsa_api::pages;
use svetlitsa_api::paths::encode;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::components::{ButtonKind, ButtonLink, Column, Notice, NoticeKind, Table};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::bills::bill;
use svetlitsa_ui::texts::debts::late as t;

/// What is late, by payee.
#[component]
pub(super) fn Late(
    /// The account.
    number: AccountNumber,
    /// The payees.
    payees: Vec<PayeeDebt>,
) -> impl IntoView {
    let sections =
        payees.into_iter().map(|payee| view! { <Payee number=number.clone() payee/> }).collect_view();
    view! { <div class="stack" data-gap="large">{sections}</div> }
}

#[component]
fn Payee(
    /// The account.
    number: AccountNumber,
    /// The payee.
    payee: PayeeDebt,
) -> impl IntoView {
    let href = format!("{}?payee={}", pages::PAY.href(&[number.as_str()]), encode(&payee.payee));
    let PayeeDebt {
        name,
        inn,
        is_current,
        overdue_kopecks,
        penalty_kopecks,
        is_penalty_reckoned,
        months,
        ..
    } = payee;
    let rows = months
        .into_iter()
        .map(|month| {
            let (period, due_on, days) = (month.period, month.due_on, month.days);
            let mut cells = vec![
                view! { <span>{move || format::period(period)}</span> }.into_any(),
                view! {
                    <span>{move || due_on.map_or_else(|| t::LONG_AGO.of(svetlitsa_ui::i18n::lang()).to_owned(), format::date_with_year)}</span>
                }
                .into_any(),
                view! { <span>{move || days.map_or_else(|| "\u{2013}".to_owned(), |days| format::number(days.into()))}</span> }.into_any(),
                view! { <span>{move || format::money(month.amount_kopecks)}</span> }.into_any(),
            ];
            if is_penalty_reckoned {
                cells.push(view! { <span>{move || format::money(month.penalty_kopecks)}</span> }.into_any());
            }
            cells
        })
        .collect::<Vec<_>>();
    let mut columns = vec![
        Column::words(t::MONTH),
        Column::words(t::DUE),
        Column::numbers(t::DAYS),
        Column::numbers(t::DEBT),
    ];
    if is_penalty_reckoned {
        columns.push(Column::numbers(t::PENALTY));
    }
    let title = name.clone();
    view! {
        <section class="stack" data-gap="small">
            <h2>{move || t::title(&title)}</h2>
            <p class="soft">{move || t::inn(&inn)}</p>
            {(!rows.is_empty()).then(|| view! { <Table caption=t::CAPTION columns rows/> })}
            <p>{move || match is_penalty_reckoned {
                true => t::sum(&format::money(overdue_kopecks), &format::money(penalty_kopecks)),
                false => t::sum_alone(&format::money(overdue_kopecks)),
            }}</p>
            {(!is_current).then(|| view! {
                <Notice kind=NoticeKind::Info title=t::OLD><p>{t::OLD_TEXT}</p></Notice>
                <div class="row" data-print="never">
                    <ButtonLink href kind=ButtonKind::Primary>{bill::PAY}</ButtonLink>
                </div>
            })}
        </section>
    }
}
