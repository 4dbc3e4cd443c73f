//! What the penalty grows to if nobody pays: what a day costs, and the next days one by one.

use leptos::prelude::*;
use svetlitsa_api::debts::{DebtForecast, GrowthStep};
use svetlitsa_ui::components::{Column, Details, Table};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::debts::forecast as t;

use crate::pages::bill::words;

/// What it grows to.
#[component]
pub(super) fn Forecast(
    /// Day by day.
    forecast: DebtForecast,
) -> impl IntoView {
    let DebtForecast { days, steps, unknown_from } = forecast;
    let told = steps.into_iter().map(step).collect_view();
    let rows = days
        .into_iter()
        .map(|day| {
            vec![
                view! { <span>{move || format::date_with_year(day.day)}</span> }.into_any(),
                view! { <span>{move || format::money(day.penalty_kopecks)}</span> }.into_any(),
            ]
        })
        .collect::<Vec<_>>();
    let columns = vec![Column::words(t::DAY), Column::numbers(t::PENALTY)];
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TITLE}</h2>
            <ul class="debt__steps">{told}</ul>
            <p class="soft">{t::RULE}</p>
            {unknown_from.map(|day| view! { <p>{move || t::unknown(&format::date_with_year(day))}</p> })}
            {(!rows.is_empty()).then(|| view! {
                <Details summary=t::BY_DAYS><Table caption=t::CAPTION columns rows/></Details>
            })}
        </section>
    }
}

fn step(step: GrowthStep) -> AnyView {
    let GrowthStep { from, rubles_a_day } = step;
    let sum = rubles_a_day.parse().unwrap_or_default();
    view! { <li>{move || t::step(&format::date_with_year(from), &words::rubles(sum))}</li> }.into_any()
}
