//! What makes a bill another sum than that of the month before.

use leptos::prelude::*;
use svetlitsa_api::bills::{BillChange, BillChanges};
use svetlitsa_domain::bills::ChangeReason;
use svetlitsa_domain::tariffs::Zone;
use svetlitsa_domain::{Kopecks, Period};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::bills::change as t;
use svetlitsa_ui::{format, names};

/// What makes a bill another sum than that of the month before.
#[component]
pub fn Changes(
    /// The month before.
    since: Period,
    /// What this month costs.
    now: Kopecks,
    /// The difference, taken apart.
    changes: BillChanges,
) -> impl IntoView {
    let before = changes.before_kopecks;
    let is_same = changes.parts.is_empty();
    let parts = changes.parts.into_iter().map(part).collect_view();
    view! {
        <section class="stack" data-gap="small">
            <h2>{move || t::title(&format::of_period(since))}</h2>
            <p>{move || if is_same {
                t::same(&format::money(now))
            } else {
                t::lead(&format::money(before), &format::money(now))
            }}</p>
            <ul class="bill__changes">{parts}</ul>
        </section>
    }
}

fn part(change: BillChange) -> impl IntoView {
    let BillChange { reason, zone, amount_kopecks: amount } = change;
    let zone = zone.filter(|zone| *zone != Zone::Single);
    view! {
        <li class="bill__head">
            <span>{name(reason)} {zone.map(|zone| view! { ": " {names::zone(zone)} })}</span>
            <span class="amount">{move || signed(amount)}</span>
        </li>
    }
}

/// With a plus, too: it is a difference.
fn signed(amount: Kopecks) -> String {
    if amount.is_positive() { format!("+{}", format::money(amount)) } else { format::money(amount) }
}

const fn name(reason: ChangeReason) -> Text {
    match reason {
        ChangeReason::Volume => t::VOLUME,
        ChangeReason::Method => t::METHOD,
        ChangeReason::Tariff => t::TARIFF,
        ChangeReason::Recalculation => t::RECALCULATION,
        ChangeReason::CommonUse => t::COMMON_USE,
        ChangeReason::Benefit => t::BENEFIT,
    }
}
