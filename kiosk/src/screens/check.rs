//! Check your answers; and when something looks odd, say that it is right.

use leptos::prelude::*;
use svetlitsa_api::accounts::MeterView;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::readings::Finding;
use svetlitsa_domain::tariffs::{Zone, ZonePrice, cost_lines, total};
use svetlitsa_ui::components::{ButtonKind, Notice, NoticeKind};
use svetlitsa_ui::texts::kiosk::check as t;
use svetlitsa_ui::{format, ladder, names};

use crate::flow::{Event, Sheet, Visit};
use crate::parts::{Act, Screen};

/// Check your answers.
#[component]
pub(crate) fn CheckScreen(
    /// The visitor.
    visit: Box<Visit>,
    /// The values.
    sheet: Sheet,
    /// What looks odd.
    questions: Vec<Finding>,
) -> impl IntoView {
    let is_odd = !questions.is_empty();
    let assessment = sheet.assess(&visit);
    let consumption = assessment.as_ref().map(|found| found.consumption.clone()).unwrap_or_default();
    let period = assessment.and_then(|found| found.counts_for);
    let rows = visit.meter(sheet.meter).map(|meter| rows(meter, &sheet, &visit, &consumption));
    let cost = visit.meter(sheet.meter).and_then(|meter| cost(meter, &consumption));
    view! {
        <Screen title=if is_odd { t::TITLE_ODD } else { t::TITLE } hand=move || view! {
            <Act event=Event::Next words=if is_odd { t::SEND_ODD } else { t::SEND }/>
            <Act event=Event::Back words=t::CORRECT kind=ButtonKind::Secondary/>
        }>
            {questions.into_iter().map(|question| view! {
                <Notice kind=NoticeKind::Warning><p>{ladder::reason(question.code)}</p></Notice>
            }).collect_view()}
            <div class="answers">{rows}</div>
            {cost.map(|cost| view! {
                <p class="answers__cost">
                    <span>{t::COST}</span>
                    <strong class="amount">{move || format::money(cost)}</strong>
                </p>
            })}
            {period.map(|period| view! { <p class="soft">{move || t::period(&format::period(period))}</p> })}
        </Screen>
    }
}

fn rows(
    meter: &MeterView,
    sheet: &Sheet,
    visit: &Visit,
    consumption: &[(Zone, u64)],
) -> impl IntoView + use<> {
    let values = sheet.values(visit);
    let service = meter.service;
    meter
        .registers
        .iter()
        .map(|register| {
            let value = values.iter().find(|value| value.zone == register.zone).map(|value| value.value);
            let used = consumption.iter().find(|(zone, _)| *zone == register.zone).map(|(_, units)| *units);
            let (zone, previous) = (register.zone, register.previous);
            view! {
                <section class="answers__register">
                    <h2>{names::zone(zone)}</h2>
                    <dl>
                        <div><dt>{t::WAS}</dt><dd>{move || format::number(previous.into())}</dd></div>
                        <div data-now="">
                            <dt>{t::NOW}</dt>
                            <dd>{move || value.map(|value| format::number(value.into()))}</dd>
                        </div>
                        <div>
                            <dt>{t::USED}</dt>
                            <dd>{move || used.map(|units| format::units(units, service))}</dd>
                        </div>
                    </dl>
                </section>
            }
        })
        .collect_view()
}

/// Cost of the use at today's prices, when all of them are known.
fn cost(meter: &MeterView, consumption: &[(Zone, u64)]) -> Option<Kopecks> {
    let prices: Option<Vec<ZonePrice>> = meter
        .registers
        .iter()
        .map(|register| {
            Some(ZonePrice { zone: register.zone, rubles: register.price.as_deref()?.parse().ok()? })
        })
        .collect();
    cost_lines(consumption, &prices?).map(|lines| total(&lines))
}
