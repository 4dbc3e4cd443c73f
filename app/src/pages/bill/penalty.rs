//! Penalty on a bill: apart from what the month costs, a part for each month that was not paid in time.

use leptos::prelude::*;
use svetlitsa_api::bills::{BillPenalty, PenaltyPart};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::components::Details;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::lang;
use svetlitsa_ui::texts::bills::{line as l, penalty as t};

use super::derivation::Derived;
use super::words;

/// The penalty of a bill.
#[component]
pub fn Penalty(
    /// What has grown.
    penalty: BillPenalty,
    /// What the bill is for.
    service: Service,
) -> impl IntoView {
    let BillPenalty { before_kopecks: before, charged_kopecks: charged, parts, .. } = penalty;
    let parts = parts.into_iter().map(|part| view! { <Part part service/> }).collect_view();
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TITLE}</h2>
            <p>{t::LEAD}</p>
            <ol class="bill__lines">{parts}</ol>
            <p class="bill__total">
                <span>{t::TOTAL}</span>
                " "
                <span class="amount">{move || format::money(charged)}</span>
            </p>
            {before.is_positive().then(|| view! { <p class="soft">{move || t::before(&format::money(before))}</p> })}
        </section>
    }
}

#[component]
fn Part(
    /// The part.
    part: PenaltyPart,
    /// What the bill is for.
    service: Service,
) -> impl IntoView {
    let PenaltyPart { period, due_on, reckoned_on, amount_kopecks: amount, grown_kopecks: grown, derivation } =
        part;
    let rules = derivation
        .rules
        .iter()
        .map(|cited| {
            let source = words::source(cited.code);
            view! {
                <li>
                    {words::rule(cited.code)}
                    " "
                    <span class="soft">{move || l::source(source.of(lang()))}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <li class="bill__line">
            <div class="bill__head">
                <div>
                    <h3 class="bill__name">{move || t::of(&format::period(period))}</h3>
                    <p class="soft">
                        {move || t::due(&format::date_with_year(due_on), &format::date_with_year(reckoned_on))}
                        {(grown != amount).then(|| view! { " " {move || t::grown(&format::money(grown))} })}
                    </p>
                </div>
                <p class="amount bill__amount">{move || format::money(amount)}</p>
            </div>
            <Details summary=l::WHY>
                <Derived node=derivation.amount service/>
                <ul class="bill__rules">{rules}</ul>
            </Details>
        </li>
    }
}
