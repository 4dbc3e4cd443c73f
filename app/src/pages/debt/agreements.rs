//! Agreements on instalments that were made, each with its parts.

use leptos::prelude::*;
use svetlitsa_api::debts::{AgreementView, InstalmentPlanView};
use svetlitsa_domain::bills::AgreementState;
use svetlitsa_ui::components::{Column, Details, Notice, NoticeKind, Table};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::debts::{agreements as t, plan as p};

/// The agreements.
#[component]
pub(super) fn Agreements(
    /// Newest first.
    agreements: Vec<AgreementView>,
) -> impl IntoView {
    let told = agreements.into_iter().map(|agreement| view! { <Made agreement/> }).collect_view();
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TITLE}</h2>
            {told}
        </section>
    }
}

const fn state_words(state: AgreementState) -> (NoticeKind, Text) {
    match state {
        AgreementState::Awaiting => (NoticeKind::Warning, t::AWAITING),
        AgreementState::Lapsed => (NoticeKind::Info, t::LAPSED),
        AgreementState::InForce => (NoticeKind::Success, t::IN_FORCE),
        AgreementState::Broken => (NoticeKind::Error, t::BROKEN),
        AgreementState::Kept => (NoticeKind::Success, t::KEPT),
        AgreementState::Withdrawn => (NoticeKind::Info, t::WITHDRAWN),
        AgreementState::Unknown => (NoticeKind::Info, t::UNKNOWN),
    }
}

#[component]
fn Made(
    /// The agreement.
    agreement: AgreementView,
) -> impl IntoView {
    let AgreementView { number, payee_name, made, state, plan, paid_kopecks } = agreement;
    let (kind, words) = state_words(state);
    let (first, first_due) = (plan.first_kopecks, plan.first_due);
    let day = made.date_naive();
    view! {
        <Notice kind title=words>
            <p>{move || t::made(&number, &format::date_with_year(day), &payee_name)}</p>
            {(state == AgreementState::Awaiting).then(|| view! {
                <p>{move || t::pay_first(&format::money(first), &format::date_with_year(first_due))}</p>
            })}
            {paid_kopecks.is_positive().then(|| view! {
                <p>{move || t::paid(&format::money(paid_kopecks))}</p>
            })}
        </Notice>
        <Details summary=t::PARTS><Parts plan/></Details>
    }
}

/// The parts of a plan as a table.
#[component]
pub(super) fn Parts(
    /// The plan.
    plan: InstalmentPlanView,
) -> impl IntoView {
    let InstalmentPlanView { debt_kopecks, first_kopecks, first_due, parts } = plan;
    let row = |name: String, due: chrono::NaiveDate, sum: svetlitsa_domain::Kopecks| {
        vec![
            name.into_any(),
            view! { <span>{move || format::date_with_year(due)}</span> }.into_any(),
            view! { <span>{move || format::money(sum)}</span> }.into_any(),
        ]
    };
    let mut rows = vec![row(p::FIRST.of(svetlitsa_ui::i18n::lang()).to_owned(), first_due, first_kopecks)];
    rows.extend(
        (1..).zip(parts).map(|(n, part): (u32, _)| row(n.to_string(), part.due, part.amount_kopecks)),
    );
    let total = vec![
        p::TOTAL.into_view().into_any(),
        ().into_any(),
        view! { <span>{move || format::money(debt_kopecks)}</span> }.into_any(),
    ];
    let columns = vec![Column::words(p::PART), Column::words(p::DUE), Column::numbers(p::SUM)];
    view! { <Table caption=p::CAPTION columns rows total/> }
}
