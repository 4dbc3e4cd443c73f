//! The same use on another meter: whether two zones are cheaper, and from which share of the night on.

use std::sync::Arc;

use leptos::prelude::*;
use svetlitsa_domain::bills::bill_total;
use svetlitsa_domain::{Kopecks, Period};
use svetlitsa_ui::components::{Column, Table};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::tariffs::comparison as t;

use super::question::{Layout, Question};
use super::reckoning::{Household, Rules, Used};

/// Shares of the night that a household without zones may have.
const SHARES: [u32; 4] = [20, 30, 40, 50];

/// The same use on another meter; nothing where the branch has no prices for it.
#[component]
pub fn Comparison(
    /// Prices of the category.
    rules: Arc<Rules>,
    /// What is asked.
    question: Question,
    /// Whose.
    household: Household,
    /// Which meter, and what was used.
    asked: (Layout, Used),
) -> impl IntoView {
    let (layout, used) = asked;
    let month = question.month()?;
    let layouts = rules.layouts(month);
    if ![Layout::One, Layout::Two].iter().all(|one| layouts.contains(one)) || used.all().is_zero() {
        return None;
    }
    let pays_from = rules.pays_from(household, month, used.all());
    let rule = move || match pays_from {
        Some(percent) => t::pays_from(&percent.to_string()),
        None => t::NEVER.get().to_owned(),
    };
    let one_zone = rules.cost_by_share(household, month, used.all(), None)?;
    let body = match layout {
        Layout::One => by_shares(&rules, household, month, &used, one_zone),
        _ => {
            let own = bill_total(&rules.cost(household, month, &used).ok()?)?;
            let share = used.night_share().unwrap_or_default().to_string();
            view! {
                <p>{move || match own - one_zone {
                    Kopecks(0) => t::same(&format::money(one_zone)),
                    Kopecks(1..) => t::cheaper_by_one(&format::money(one_zone), &format::money(own - one_zone)),
                    less => t::dearer_by_one(&format::money(one_zone), &format::money(less.abs())),
                }}</p>
                <p>{move || t::share(&share)}</p>
            }
            .into_any()
        }
    };
    Some(view! {
        <section class="stack" data-gap="small">
            <h3>{t::TITLE}</h3>
            {body}
            <p>{rule}</p>
        </section>
    })
}

fn by_shares(rules: &Rules, household: Household, month: Period, used: &Used, one_zone: Kopecks) -> AnyView {
    let rows = SHARES
        .into_iter()
        .filter_map(|share| {
            let cost = rules.cost_by_share(household, month, used.all(), Some(share))?;
            let difference = cost - one_zone;
            Some(vec![
                view! { <span>{move || t::night(&share.to_string())}</span> }.into_any(),
                view! { <span class="amount">{move || format::money(cost)}</span> }.into_any(),
                view! {
                    <span class="amount">
                        {difference.is_positive().then_some("+")}{move || format::money(difference)}
                    </span>
                }
                .into_any(),
            ])
        })
        .collect();
    let columns =
        vec![Column::words(t::NIGHT_SHARE), Column::numbers(t::COST), Column::numbers(t::DIFFERENCE)];
    let caption = Words::live(move || t::caption(&format::money(one_zone)));
    view! { <Table caption columns rows/> }.into_any()
}
