//! The values look odd: shown once more beside the previous ones, to be confirmed or corrected.

use leptos::prelude::*;
use svetlitsa_api::accounts::{MeterView, WindowView};
use svetlitsa_api::readings::ZoneValue;
use svetlitsa_ui::components::{Button, ButtonKind, Column, ErrorSummary, Notice, NoticeKind, Table};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::readings::{self as t, ask};
use svetlitsa_ui::{format, ladder, names};

use super::entry::together::sum;
use super::focused::FocusedHeading;
use super::wording::Remark;

/// Is it right?
#[component]
pub fn Ask(
    /// The meter.
    meter: MeterView,
    /// The branch's window.
    window: WindowView,
    /// What was typed.
    values: Vec<ZoneValue>,
    /// What is odd.
    remarks: Vec<Remark>,
    /// What went wrong with sending, and whether it goes on.
    form: Form,
    /// «Да, всё верно».
    confirm: Callback<()>,
    /// «Исправить».
    correct: Callback<()>,
    /// «Поменять местами», when the values fit the other way round.
    exchange: Option<Callback<()>>,
) -> impl IntoView {
    let reasons = remarks
        .into_iter()
        .map(|remark| view! { <RemarkLine remark=remark.without_buttons()/> })
        .collect_view();
    let together = {
        let (meter, values) = (meter.clone(), values.clone());
        move || sum(&meter, &window, &values)
    };
    let yes = if exchange.is_some() { ButtonKind::Secondary } else { ButtonKind::default() };
    view! {
        <section class="stack readings__ask">
            <FocusedHeading words=ask::TITLE/>
            <p class="lead">{ask::LEAD}</p>
            <Notice kind=NoticeKind::Warning><ul class="readings__remarks">{reasons}</ul></Notice>
            <Compared meter values/>
            <p class="readings__together">{together}</p>
            <ErrorSummary form/>
            <div class="row">
                {exchange.map(|exchange| view! { <Button on_press=exchange>{ask::EXCHANGE}</Button> })}
                <Button kind=yes busy=Signal::derive(move || form.is_busy()) on_press=confirm>{ask::YES}</Button>
                <Button kind=ButtonKind::Secondary on_press=correct>{ask::CORRECT}</Button>
            </div>
        </section>
    }
}

/// The values of a meter beside those before.
#[component]
pub(crate) fn Compared(
    /// The meter.
    meter: MeterView,
    /// What was typed.
    values: Vec<ZoneValue>,
) -> impl IntoView {
    let rows = meter.registers.iter().filter_map(|register| {
        let value = values.iter().find(|value| value.zone == register.zone)?.value;
        let previous = register.previous;
        Some(vec![
            names::zone(register.zone).into_view(),
            view! { <span>{move || format::number(previous.into())}</span> }.into_any(),
            view! { <span>{move || format::number(value.into())}</span> }.into_any(),
        ])
    });
    let rows = rows.collect();
    let columns = vec![Column::words(t::ZONE), Column::numbers(t::WAS), Column::numbers(t::NOW)];
    let (model, serial) = (meter.model, meter.serial);
    view! { <Table caption=Words::live(move || t::meter(&model, &serial)) columns rows/> }
}

/// Why, where, by which rule, and what to do.
#[component]
pub(crate) fn RemarkLine(
    /// What was found.
    remark: Remark,
) -> impl IntoView {
    let has_ways = !remark.remedies.is_empty();
    let ways = remark.remedies.iter().map(|way| view! { <li>{ladder::remedy(*way)}</li> }).collect_view();
    view! {
        <li>
            {remark.zone.map(|zone| view! { <strong>{names::zone(zone)}</strong>": " })}
            {remark.text}
            {remark.rule.map(|(rule, source)| view! {
                <p class="readings__rule">{move || t::result::rule(rule.get(), source.get())}</p>
            })}
            {has_ways.then(|| view! {
                <div class="readings__ways"><p>{t::result::WHAT_TO_DO}</p><ul>{ways}</ul></div>
            })}
        </li>
    }
}
