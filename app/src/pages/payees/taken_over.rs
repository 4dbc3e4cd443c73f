//! With what a payee began, from whom, and the papers that say so.

use leptos::prelude::*;
use svetlitsa_api::payees::{OpeningReading, OwnersDecision, TakenOver};
use svetlitsa_domain::bills::OpeningOrigin;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::payees::taken as t;

/// What was taken over, a line for each fact.
#[component]
pub(crate) fn TakenOverLines(
    /// What.
    taken: TakenOver,
    /// Whether the readings are to be told, too.
    has_readings: bool,
) -> impl IntoView {
    let TakenOver { origin, from_name, on, document, document_line, decision, readings } = taken;
    let from = move || {
        let day = format::date_with_year(on);
        if from_name.is_empty() { t::plain(&day, words(origin).get()) } else { t::from(&day, &from_name) }
    };
    let document = move || match document_line {
        Some(line) => t::line(&document, &format::number(line.into())),
        None => t::document(&document),
    };
    let decision = decision.map(|OwnersDecision { protocol, decided_on }| {
        view! {
            <span class="soft">{move || t::decision(&format::date_with_year(decided_on), &protocol)}</span>
        }
    });
    let readings = readings.into_iter().filter(|_| has_readings);
    let readings = readings
        .map(|OpeningReading { zone, value, .. }| {
            let words = move || t::reading(names::zone(zone).get(), &format::number(value.into()));
            view! { <span class="soft">{words}</span> }
        })
        .collect_view();
    view! {
        <span class="soft">{from}</span>
        <span class="soft">{document}</span>
        {decision}
        {readings}
    }
}

const fn words(origin: OpeningOrigin) -> Text {
    match origin {
        OpeningOrigin::ManagingOrganisation => t::MANAGING_ORGANISATION,
        OpeningOrigin::PreviousSupplier => t::PREVIOUS_SUPPLIER,
        OpeningOrigin::PrepaidMeter => t::PREPAID_METER,
        OpeningOrigin::FormerSystem => t::FORMER_SYSTEM,
    }
}
