//! The slip of readings that were given without a payment: what was taken, when, and for which bill.

use leptos::prelude::*;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_api::readings::ReadingView;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::readings::VerdictStatus;

use super::slip::{line, row};
use crate::texts::{kiosk, readings, receipts as t};
use crate::{format, names};

/// Readings on paper.
#[component]
pub fn ReadingSlip(
    /// The account as it was when the visit began.
    overview: AccountOverview,
    /// Readings that were accepted, in the order of the meters.
    given: Vec<ReadingView>,
    /// Number of the terminal that took them.
    terminal: String,
) -> impl IntoView {
    let (branch, phone) = (overview.branch.clone(), overview.branch.phone.clone());
    let is_asked = given.iter().any(|reading| reading.status == VerdictStatus::Question);
    let title = if is_asked { readings::result::QUESTION } else { readings::result::ACCEPTED };
    let cost: Kopecks = given.iter().filter_map(|reading| reading.cost_kopecks).sum();
    view! {
        <article class="slip">
            <header class="slip__head">
                <p><strong>{branch.name}</strong></p>
                <small>{branch.legal_name}</small>
                <h2 class="slip__title">{title}</h2>
            </header>
            <dl class="slip__rows">{move || rows(&overview, &given, &terminal)}</dl>
            {cost.is_positive().then(|| view! {
                <p class="slip__total">
                    <span>{kiosk::check::COST}</span>
                    <strong>{move || format::money(cost)}</strong>
                </p>
            })}
            <p class="slip__foot">{move || t::phone(&phone)}</p>
        </article>
    }
}

fn rows(overview: &AccountOverview, given: &[ReadingView], terminal: &str) -> Vec<AnyView> {
    let account = &overview.account;
    let mut rows: Vec<AnyView> = Vec::new();
    rows.extend(given.last().map(|last| row(t::PAID, format::moment_with_zone(last.received))));
    rows.push(row(t::PLACE, t::place_terminal(terminal)));
    rows.push(row(t::ACCOUNT, account.number.as_str().to_owned()));
    rows.push(row(t::PAYER, account.name.clone()));
    for reading in given {
        let meter = overview.meters.iter().find(|meter| meter.id == reading.meter);
        rows.extend(meter.map(|meter| line(kiosk::reading::meter(&meter.serial), String::new())));
        for value in &reading.values {
            rows.push(row(names::zone(value.zone), format::number(value.value.into())));
        }
        let used = reading.consumption.iter().map(|used| used.units).sum();
        let service = meter.map_or(account.service, |meter| meter.service);
        rows.push(row(readings::USED, format::units(used, service)));
    }
    rows.extend(given.last().map(|last| row(t::PERIOD, format::period(last.period))));
    rows
}
