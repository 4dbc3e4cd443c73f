//! The calculator's answer: the sum, its lines with where they come from, other meters, and a link to hand on.

use std::sync::Arc;

use leptos::prelude::*;
use svetlitsa_domain::bills::{BillLine, bill_total};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::components::{Notice, NoticeKind};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::bills::bill as b;
use svetlitsa_ui::texts::tariffs::calculator as t;

use super::comparison::Comparison;
use super::fields::{chosen, layouts_of, used};
use super::question::{Layout, Question};
use super::reckoning::{Household, Rules, Used, as_view};
use crate::pages::bill::line::Line;

/// The calculator's answer.
#[component]
pub fn Answer(
    /// What is asked.
    question: Question,
    /// Prices of the category.
    rules: Memo<Option<Arc<Rules>>>,
) -> impl IntoView {
    let layouts = layouts_of(question, rules);
    let asked = Memo::new(move |_| {
        let layout = chosen(question, layouts)?;
        Some((layout, used(question, layout)?))
    });
    let total = Memo::new(move |_| {
        let (_, used) = asked.get()?;
        let rules = rules.get()?;
        let lines = rules.cost(household(question), question.month()?, &used).ok()?;
        bill_total(&lines)
    });
    let told = move || match total.get() {
        Some(sum) => {
            let month = question.month().map(format::period).unwrap_or_default();
            view! {
                <p class="tariffs__for">{move || t::total(&month)}</p>
                <p class="amount" data-size="display">{move || format::money(sum)}</p>
            }
            .into_any()
        }
        None => view! { <p>{t::PROMPT}</p> }.into_any(),
    };
    view! {
        <div class="tariffs__total" role="status">{told}</div>
        {move || {
            let ((layout, used), rules, month) = (asked.get()?, rules.get()?, question.month()?);
            let household = household(question);
            Some(match rules.cost(household, month, &used) {
                Ok(lines) => explained(&rules, question, household, (layout, used), lines),
                Err(_) => view! {
                    <Notice kind=NoticeKind::Warning title=t::NO_PRICE><p>{t::NO_PRICE_TEXT}</p></Notice>
                }
                .into_any(),
            })
        }}
    }
}

/// What of the household the question tells; tracked.
pub(super) fn household(question: Question) -> Household {
    Household { is_exempt: question.is_exempt.get(), is_heated: question.is_heated.get(), norm: None }
}

fn explained(
    rules: &Arc<Rules>,
    question: Question,
    household: Household,
    asked: (Layout, Used),
    lines: Vec<BillLine>,
) -> AnyView {
    let (service, tariffs) = (question.service, rules.cited());
    let lines = lines
        .into_iter()
        .map(|line| view! { <Line line=as_view(line) service tariffs=tariffs.clone()/> })
        .collect_view();
    let rules = Arc::clone(rules);
    view! {
        <ol class="bill__lines">{lines}</ol>
        <p class="soft">{b::ROUNDING}</p>
        {(service == Service::Electricity).then(|| view! { <Comparison rules question household asked/> })}
        <p class="soft">{t::SHARE}</p>
    }
    .into_any()
}
