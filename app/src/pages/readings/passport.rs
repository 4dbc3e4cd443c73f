//! The meter's passport: what hangs there, since which act, how long its verification holds, which key shows what.

use leptos::prelude::*;
use svetlitsa_api::accounts::MeterView;
use svetlitsa_domain::readings::FindingCode;
use svetlitsa_ui::components::{Definition, DefinitionList, Details};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::accounts;
use svetlitsa_ui::texts::readings::{keys, passport as t};
use svetlitsa_ui::{clock, format, ladder, names};

/// The passport of a meter.
#[component]
pub(super) fn Passport(
    /// The meter.
    meter: MeterView,
) -> impl IntoView {
    let service = meter.service;
    let until = meter.verified_until;
    let is_over = move || until.is_some_and(|until| clock::now().is_some_and(|now| now.date_naive() > until));
    let verified = move || match until {
        None => accounts::VERIFIED_UNKNOWN.get().to_owned(),
        Some(until) if is_over() => accounts::verified_over(&format::date_with_year(until)),
        Some(until) => accounts::verified_until(&format::date_with_year(until)),
    };
    let zones: Vec<_> = meter.registers.iter().map(|register| register.zone).collect();
    let zones = move || zones.iter().map(|zone| names::zone(*zone).get()).collect::<Vec<_>>().join(", ");
    let (digits, factor) = (meter.digits.to_string(), meter.coefficient.to_string());
    let mut items = vec![
        Definition::new(t::MODEL, meter.model.clone()),
        Definition::new(accounts::SERIAL, meter.serial.clone()),
        Definition::new(t::SERVICE, names::service(service).into_view()),
        Definition::new(t::ZONES, zones),
        Definition::new(t::DIGITS, digits),
        Definition::new(accounts::VERIFIED, verified),
    ];
    if meter.coefficient > 1 {
        items.push(Definition::new(t::FACTOR, factor));
    }
    if let Some(replaced) = meter.replaced {
        let units: u64 = replaced.consumption.iter().map(|used| used.units).sum();
        items.push(Definition::new(t::REPLACED, move || {
            t::replaced_means(
                &replaced.serial,
                &format::date_with_year(replaced.taken_off_on),
                &format::units(units, service),
            )
        }));
    }
    let has_keys = meter.model.starts_with(keys::MODEL_BEGINS.get_untracked());
    view! {
        <Details summary=t::TITLE>
            <div class="stack" data-gap="small">
                <DefinitionList items/>
                {move || is_over().then(|| view! { <p>{ladder::in_short(FindingCode::VerificationExpired, service)}</p> })}
                {has_keys.then(|| view! { <Keys/> })}
            </div>
        </Details>
    }
}

/// The keypad of a three-phase meter with prepayment, as it is on its face.
#[component]
fn Keys() -> impl IntoView {
    let face = [
        ("1", Some(keys::TOTAL)),
        ("2", Some(keys::TARIFF)),
        ("3", Some(keys::POWER)),
        ("4", Some(keys::PAYMENT)),
        ("5", Some(keys::TIME)),
        ("6", Some(keys::CONTACTOR)),
        ("7", None),
        ("8", Some(keys::UP)),
        ("9", None),
        ("*", Some(keys::SELECT)),
        ("0", Some(keys::DOWN)),
        ("#", Some(keys::SETUP)),
    ];
    let face = face
        .into_iter()
        .map(|(key, name)| (key, name.map(Text::into_view)))
        .map(|(key, name)| view! {
            <li class="keys__key" data-read=(key == "1" || key == "2").then_some("")><strong>{key}</strong>{name}</li>
        })
        .collect_view();
    let meanings = [
        ("1", keys::TOTAL_MEANS),
        ("2", keys::TARIFF_MEANS),
        ("3", keys::POWER_MEANS),
        ("4", keys::PAYMENT_MEANS),
        ("5", keys::TIME_MEANS),
        ("6", keys::CONTACTOR_MEANS),
    ];
    let meanings = meanings
        .into_iter()
        .map(|(key, means)| view! { <li><strong>{key}</strong>" \u{2014} "{means}</li> })
        .collect_view();
    view! {
        <h3>{keys::TITLE}</h3>
        <ul class="keys">{face}</ul>
        <ul class="keys__meanings">{meanings}</ul>
    }
}
