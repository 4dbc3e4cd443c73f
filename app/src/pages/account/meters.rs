//! The meters of an account, each with the wheels as they stood at the last reading.

use leptos::prelude::*;
use svetlitsa_api::accounts::{MeterView, RegisterView};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::components::{Definition, DefinitionList, Tag, TagKind};
use svetlitsa_ui::texts::{accounts as t, readings};
use svetlitsa_ui::{clock, format, names};

/// The meters of an account.
#[component]
pub fn Meters(
    /// In the order of their places.
    meters: Vec<MeterView>,
) -> impl IntoView {
    let cards = meters.into_iter().map(|meter| view! { <li><Meter meter/></li> }).collect_view();
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::METERS}</h2>
            <ul class="meters">{cards}</ul>
        </section>
    }
}

#[component]
fn Meter(
    /// The meter.
    meter: MeterView,
) -> impl IntoView {
    let (service, digits) = (meter.service, meter.digits);
    let until = meter.verified_until;
    let verified = move || match until {
        None => t::VERIFIED_UNKNOWN.get().to_owned(),
        Some(until) if clock::now().is_some_and(|now| now.date_naive() > until) => {
            t::verified_over(&format::date_with_year(until))
        }
        Some(until) => t::verified_until(&format::date_with_year(until)),
    };
    let items = vec![Definition::new(t::SERIAL, meter.serial), Definition::new(t::VERIFIED, verified)];
    let registers = meter
        .registers
        .into_iter()
        .map(|register| view! { <Register register service digits/> })
        .collect_view();
    view! {
        <article class="meters__meter">
            <div class="row" data-spread="apart">
                <h3>{meter.model}</h3>
                {meter.is_smart.then(|| view! { <Tag label=readings::SMART_TITLE kind=TagKind::Done/> })}
            </div>
            <div class="meters__registers">{registers}</div>
            <DefinitionList items/>
        </article>
    }
}

/// A register: its zone, its wheels, its price.
#[component]
fn Register(
    /// The register.
    register: RegisterView,
    /// What it counts.
    service: Service,
    /// How many wheels it has.
    digits: u8,
) -> impl IntoView {
    let width = usize::from(digits);
    let text = format!("{:0width$}", register.previous);
    let wheels = text.chars().map(|digit| view! { <span class="drum__cell">{digit}</span> }).collect_view();
    let (value, day) = (register.previous, register.previous_on);
    let price = register.price.and_then(|price| Kopecks::parse_rubles(&price).ok());
    let price = move || match price {
        Some(price) => t::price_zone(&format::money(price), format::unit(service).get()),
        None => t::NO_PRICE.get().to_owned(),
    };
    view! {
        <div class="meters__register">
            <p class="meters__zone"><strong>{names::zone(register.zone)}</strong><span class="soft">{price}</span></p>
            <div class="drum__cells meters__wheels" aria-hidden="true">
                {wheels}
                <span class="drum__cell" data-red=""></span>
            </div>
            <p class="soft">
                <span class="unseen">{move || format::units(value.into(), service)}", "</span>
                {move || t::taken(&format::date_with_year(day))}
            </p>
        </div>
    }
}
