//! Use month by month beside the same month a year ago: drawn, told for the month one points at, and as a table.

use leptos::html::Button;
use leptos::prelude::*;
use svetlitsa_api::readings::{ConsumptionView, PeriodConsumption};
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_domain::{AccountNumber, Period};
use svetlitsa_ui::client::{Caller, readings as client};
use svetlitsa_ui::components::{Column, Details, Loaded, Table};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::readings::chart as t;
use svetlitsa_ui::{format, names};

/// Months that are drawn.
const DRAWN: usize = 12;
/// Height of a column's drawing.
const FULL: u64 = 1_000;
/// Thickness of the mark of a year ago.
const MARK: u64 = 16;

/// The chart of an account.
#[component]
pub fn Chart(
    /// The account.
    number: AccountNumber,
    /// Counts the verdicts given on this page; with each of them the use is read again.
    verdicts: RwSignal<u32>,
) -> impl IntoView {
    let load = Load::new(move || {
        verdicts.track();
        let number = number.clone();
        async move { client::get_consumption(&Caller::cabinet(), &number).await }
    });
    view! { <Loaded load lines=4 let:view><Months view/></Loaded> }
}

/// A month and the same one a year ago.
#[derive(Clone)]
struct Month {
    used: PeriodConsumption,
    year_ago: Option<u64>,
}

impl Month {
    fn total(&self) -> u64 {
        total(&self.used)
    }

    /// Everything there is to say of it.
    fn words(&self, service: Service) -> String {
        let when = format::period(self.used.period);
        let mut words = t::month(&when, &format::units(self.total(), service));
        if self.used.uses.len() > 1 {
            let zones: Vec<String> = self
                .used
                .uses
                .iter()
                .map(|used| {
                    format!("{} {}", names::zone(used.zone).get().to_lowercase(), format::number(used.units))
                })
                .collect();
            words += &format!(" ({})", zones.join(", "));
        }
        if let Some(cost) = self.used.cost_kopecks {
            words += &format!(", {}", format::money(cost));
        }
        if let Some(before) = self.year_ago {
            let now = self.total();
            let difference = format::units(now.abs_diff(before), service);
            words += ". ";
            words += &match now.cmp(&before) {
                std::cmp::Ordering::Greater => t::more(&difference),
                std::cmp::Ordering::Less => t::less(&difference),
                std::cmp::Ordering::Equal => t::EQUAL.get().to_owned(),
            };
        }
        words
    }
}

fn total(used: &PeriodConsumption) -> u64 {
    used.uses.iter().map(|used| used.units).sum()
}

/// The newest months, oldest first, each with its twin of the year before.
fn months(view: &ConsumptionView) -> Vec<Month> {
    let year_ago = |period: Period| {
        let twin = Period::new(period.year() - 1, period.month()).ok()?;
        view.items.iter().find(|item| item.period == twin).map(total)
    };
    let skipped = view.items.len().saturating_sub(DRAWN);
    let newest = view.items.iter().skip(skipped);
    newest.map(|used| Month { used: used.clone(), year_ago: year_ago(used.period) }).collect()
}

#[component]
fn Months(
    /// Use month by month.
    view: ConsumptionView,
) -> impl IntoView {
    let months = months(&view);
    if months.len() < 2 {
        return None;
    }
    let service = view.service;
    let highest = months.iter().map(|m| m.total().max(m.year_ago.unwrap_or(0))).max().unwrap_or(1).max(1);
    let last = months.len() - 1;
    let pointed = RwSignal::new(last);
    let zones: Vec<Zone> =
        months.iter().max_by_key(|m| m.used.uses.len())?.used.uses.iter().map(|u| u.zone).collect();
    let has_twins = months.iter().any(|month| month.year_ago.is_some());
    let columns = months
        .iter()
        .enumerate()
        .map(|(i, month)| view! { <MonthColumn i last month=month.clone() zones=zones.clone() highest service pointed/> })
        .collect_view();
    let told = StoredValue::new(months.clone());
    let line = move || told.with_value(|months| months.get(pointed.get()).map(|month| month.words(service)));
    let legend = (zones.len() > 1)
        .then(|| {
            zones
                .iter()
                .enumerate()
                .map(|(i, zone)| view! { <li><span class="chart__swatch" data-zone=i></span>{names::zone(*zone)}</li> })
                .collect_view()
        });
    let table = as_table(&months, service);
    Some(view! {
        <section class="stack chart" data-gap="small">
            <h2>{t::TITLE}</h2>
            <div class="chart__columns" role="group" aria-label=t::TITLE>{columns}</div>
            <ul class="chart__legend">
                {legend}
                {has_twins.then(|| view! { <li><span class="chart__swatch" data-zone="before"></span>{t::YEAR_AGO}</li> })}
            </ul>
            <p class="chart__told" aria-hidden="true">{line}</p>
            <Details summary=t::AS_TABLE>{table}</Details>
        </section>
    })
}

/// A month: a button, so that fingers, keys and screen readers reach it alike.
#[component]
fn MonthColumn(
    /// Its place.
    i: usize,
    /// The last place.
    last: usize,
    /// The month.
    month: Month,
    /// Registers, from below.
    zones: Vec<Zone>,
    /// The highest use of all.
    highest: u64,
    /// What is counted.
    service: Service,
    /// Which month is told of.
    pointed: RwSignal<usize>,
) -> impl IntoView {
    let node = NodeRef::<Button>::new();
    let height = move |units: u64| units.saturating_mul(FULL) / highest;
    let mut top = FULL;
    let bars = zones
        .iter()
        .enumerate()
        .filter_map(|(place, zone)| {
            let units = month.used.uses.iter().find(|used| used.zone == *zone)?.units;
            let height = height(units);
            top = top.saturating_sub(height);
            Some(view! { <rect data-zone=place x="14" width="72" y=top.to_string() height=height.to_string()></rect> })
        })
        .collect_view();
    let mark = month.year_ago.map(|before| {
        let y = FULL.saturating_sub(height(before)).min(FULL - MARK);
        view! { <rect data-zone="before" x="0" width="100" y=y.to_string() height=MARK.to_string()></rect> }
    });
    let period = month.used.period;
    let words = {
        let month = month.clone();
        move || month.words(service)
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowLeft" => pointed.get_untracked().saturating_sub(1),
            "ArrowRight" => (pointed.get_untracked() + 1).min(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        pointed.set(next);
    };
    // One stop for the tabulator; the arrows go from month to month.
    Effect::new(move |before: Option<usize>| {
        let now = pointed.get();
        let is_moved = before.is_some_and(|before| before != now);
        if is_moved
            && now == i
            && let Some(node) = node.get_untracked()
            && is_among_its_kind()
        {
            let _ = node.focus();
        }
        now
    });
    view! {
        <button
            type="button"
            class="chart__month"
            node_ref=node
            tabindex=move || if pointed.get() == i { "0" } else { "-1" }
            data-pointed=move || (pointed.get() == i).then_some("")
            aria-label=words
            on:keydown=on_key
            on:click=move |_| pointed.set(i)
            on:pointerenter=move |_| pointed.set(i)
        >
            <svg viewBox="0 0 100 1000" preserveAspectRatio="none" aria-hidden="true">{bars}{mark}</svg>
            // Drawn, not written: the button's name says the month in full.
            <span class="chart__name" aria-hidden="true" data-name=move || format::month_short(period)></span>
        </button>
    }
}

/// Whether the focus is on a month already: pointing with a mouse must not steal it.
fn is_among_its_kind() -> bool {
    document().active_element().is_some_and(|element| element.class_list().contains("chart__month"))
}

fn as_table(months: &[Month], service: Service) -> AnyView {
    let columns = vec![
        Column::words(t::MONTH_HEADING),
        Column::numbers(t::USED),
        Column::numbers(t::COST),
        Column::numbers(t::YEAR_AGO),
    ];
    let dash = || view! { <span aria-hidden="true">"\u{2013}"</span> }.into_any();
    let rows = months
        .iter()
        .rev()
        .map(|month| {
            let (period, used) = (month.used.period, month.total());
            vec![
                view! { <span>{move || format::period(period)}</span> }.into_any(),
                view! { <span>{move || format::units(used, service)}</span> }.into_any(),
                month.used.cost_kopecks.map_or_else(dash, |cost| {
                    view! { <span>{move || format::money(cost)}</span> }.into_any()
                }),
                month.year_ago.map_or_else(dash, |before| {
                    view! { <span>{move || format::units(before, service)}</span> }.into_any()
                }),
            ]
        })
        .collect();
    view! { <Table caption=t::TITLE columns rows/> }.into_any()
}

#[cfg(test)]
mod tests {
    use svetlitsa_api::readings::ZoneUse;

    use super::*;

    #[test]
    fn the_newest_year_stands_beside_the_one_before() {
        let item = |text: &str, units| PeriodConsumption {
            period: text.parse().unwrap(),
            uses: vec![ZoneUse { zone: Zone::Single, units }],
            cost_kopecks: None,
        };
        let mut items = vec![item("2025-09", 70), item("2025-11", 90)];
        items.extend((1..=11).map(|month| item(&format!("2026-{month:02}"), 100 + month)));
        let months = months(&ConsumptionView { service: Service::Electricity, items });
        assert_eq!(months.len(), DRAWN);
        assert_eq!(months[0].used.period.to_string(), "2025-11");
        let twins: Vec<_> =
            months.iter().filter_map(|m| Some((m.used.period.month(), m.year_ago?))).collect();
        assert_eq!(twins, [(9, 70), (11, 90)]);
    }
}
