//! The calculator's fields. What is typed is judged while it is typed, and says at the field what is wrong.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use svetlitsa_api::tariffs::ZoneHoursView;
use svetlitsa_domain::Period;
use svetlitsa_domain::bills::months_to_ask;
use svetlitsa_domain::readings::{ValueProblem, parse_value};
use svetlitsa_domain::tariffs::{Category, Service, VolumeProblem, Zone, parse_volume};
use svetlitsa_ui::components::{Checkbox, Choice, Details, NumberField, RadioGroup, Select};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::texts::tariffs::calculator as t;

use super::question::{Layout, Question, Typed, Way};
use super::reckoning::{Rules, Used};
use crate::pages::tariffs::{book, words};

/// Digits of the largest meter there is.
const DIGITS: u8 = 9;

/// The calculator's fields.
#[component]
pub fn Fields(
    /// What is asked.
    question: Question,
    /// Prices of the category.
    rules: Memo<Option<Arc<Rules>>>,
    /// Categories to choose from.
    categories: Vec<Category>,
    /// Today in the branch.
    today: NaiveDate,
    /// When registers count.
    hours: Vec<ZoneHoursView>,
) -> impl IntoView {
    let first = rules.get_untracked().and_then(|rules| book::first_month(&rules.schedule));
    let months: Vec<_> = Period::of(today).map(|this| months_to_ask(this, first)).unwrap_or_default();
    let months = months
        .into_iter()
        .map(|month| Choice::new(month.to_string(), Words::live(move || format::period(month))))
        .collect();
    let by_category = question.service == Service::Electricity && categories.len() > 1;
    let categories = categories.into_iter().map(|c| Choice::new(c.as_str(), words::category(c))).collect();
    let ways = vec![
        Choice::new(Way::Volume.as_str(), t::BY_VOLUME),
        Choice::new(Way::Readings.as_str(), t::BY_READINGS),
    ];
    let layouts = layouts_of(question, rules);
    view! {
        <div class="tariffs__fields">
            {by_category.then(|| view! {
                <Select name="category" label=t::CATEGORY value=question.category choices=categories/>
            })}
            <Select name="month" label=t::MONTH value=question.month choices=months/>
        </div>
        {move || (layouts.with(Vec::len) > 1).then(|| {
            let choices = layouts.get().into_iter().map(|l| Choice::new(l.as_str(), name(l))).collect();
            view! { <RadioGroup name="meter" label=t::METER value=question.layout choices row=true/> }
        })}
        <RadioGroup name="by" label=t::BY value=question.way choices=ways row=true/>
        {move || {
            let way = question.way();
            chosen(question, layouts).map(|layout| {
                let cells = question.typed(layout).into_iter().map(|typed| {
                    let hours = words::hours(&hours, typed.zone);
                    cell(question, typed, (way, layout), hours)
                });
                view! { <div class="tariffs__zones">{cells.collect_view()}</div> }
            })
        }}
        {move || rules.get().is_some_and(|rules| rules.has_ranges()).then(|| view! {
            <Details summary=t::SPECIAL>
                <Checkbox name="exempt" label=t::EXEMPT checked=question.is_exempt/>
                <Checkbox name="heated" label=t::HEATED checked=question.is_heated/>
            </Details>
        })}
    }
}

/// Meters that have prices in the month that is asked about.
pub(super) fn layouts_of(question: Question, rules: Memo<Option<Arc<Rules>>>) -> Memo<Vec<Layout>> {
    Memo::new(move |_| match (rules.get(), question.month()) {
        (Some(rules), Some(month)) => rules.layouts(month),
        _ => Vec::new(),
    })
}

/// The meter that is asked about; the first where the month has no prices for the one that was. The choice follows, so
/// that what is ticked is what is reckoned.
pub(super) fn chosen(question: Question, layouts: Memo<Vec<Layout>>) -> Option<Layout> {
    let wanted = Layout::parse(&question.layout.get());
    let found = layouts.with(|all| wanted.filter(|l| all.contains(l)).or(all.first().copied()));
    if let Some(found) = found
        && wanted != Some(found)
    {
        let layout = question.layout;
        request_animation_frame(move || layout.set(found.as_str().to_owned()));
    }
    found
}

fn cell(question: Question, typed: Typed, (way, layout): (Way, Layout), hours: String) -> AnyView {
    let name = typed.zone.as_str();
    let unit = format::unit(question.service);
    let whole = layout == Layout::One;
    let label = move |own: Text, of_zone: fn(&str) -> String| {
        let hours = hours.clone();
        Words::live(move || {
            if whole {
                own.get().to_owned()
            } else {
                let zone = words::zone(typed.zone).get();
                of_zone(&if hours.is_empty() { zone.to_owned() } else { format!("{zone}, {hours}") })
            }
        })
    };
    match way {
        Way::Volume => {
            let error = Signal::derive(move || volume_error(&typed.used.get()));
            view! {
                <NumberField name label=label(t::USED, t::used_in) value=typed.used unit is_decimal=true error/>
            }
            .into_any()
        }
        Way::Readings => {
            let first = Signal::derive(move || value_error(&typed.first.get()));
            let last = Signal::derive(move || {
                value_error(&typed.last.get()).or_else(|| is_less(typed).then(|| t::LESS.into()))
            });
            view! {
                <NumberField name=format!("{name}_first") label=label(t::FIRST, t::first_of) value=typed.first error=first/>
                <NumberField name=format!("{name}_last") label=label(t::LAST, t::last_of) value=typed.last error=last/>
            }
            .into_any()
        }
    }
}

/// What is wrong with a typed volume. An empty field is not wrong yet.
fn volume_error(typed: &str) -> Option<Words> {
    match parse_volume(typed) {
        Ok(_) | Err(VolumeProblem::Empty) => None,
        Err(VolumeProblem::NotANumber) => Some(t::NOT_A_NUMBER.into()),
        Err(VolumeProblem::TooPrecise) => Some(t::TOO_PRECISE.into()),
        Err(VolumeProblem::TooLarge) => Some(t::TOO_LARGE.into()),
    }
}

fn value_error(typed: &str) -> Option<Words> {
    match parse_value(typed, DIGITS) {
        Ok(_) | Err(ValueProblem::Empty) => None,
        Err(ValueProblem::NotAnInteger { .. }) => Some(t::WHOLE.into()),
        Err(ValueProblem::TooManyDigits) => Some(t::TOO_LARGE.into()),
        Err(_) => Some(t::NOT_A_NUMBER.into()),
    }
}

fn values(typed: Typed) -> Option<(u32, u32)> {
    let read = |signal: RwSignal<String>| parse_value(&signal.get(), DIGITS).ok();
    read(typed.first).zip(read(typed.last))
}

fn is_less(typed: Typed) -> bool {
    values(typed).is_some_and(|(first, last)| last < first)
}

/// What was used; `None` while something is missing or wrong. Tracked.
pub(super) fn used(question: Question, layout: Layout) -> Option<Used> {
    let typed = question.typed(layout);
    match question.way() {
        Way::Volume => {
            // In a zone that nothing is typed for nothing was used, as long as something is typed somewhere.
            let told: Vec<_> = typed.iter().map(|t| (t.zone, parse_volume(&t.used.get()))).collect();
            if told.iter().all(|(_, volume)| *volume == Err(VolumeProblem::Empty)) {
                return None;
            }
            let units = told.into_iter().map(|(zone, volume)| match volume {
                Err(VolumeProblem::Empty) => Some((zone, rust_decimal::Decimal::ZERO)),
                other => Some((zone, other.ok()?)),
            });
            units.collect::<Option<_>>().map(Used::Volume)
        }
        Way::Readings => {
            let told = typed.into_iter().map(|typed| {
                let (first, last) = values(typed).filter(|(first, last)| first <= last)?;
                Some((typed.zone, first, last))
            });
            told.collect::<Option<Vec<(Zone, u32, u32)>>>().map(Used::Readings)
        }
    }
}

const fn name(layout: Layout) -> Text {
    match layout {
        Layout::One => t::METER_ONE,
        Layout::Two => t::METER_TWO,
        Layout::Three => t::METER_THREE,
        Layout::Risers => t::METER_RISERS,
    }
}
