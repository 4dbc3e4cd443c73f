//! Where a sum comes from: each step with its numbers, the steps before it below, down to readings and prices.

use leptos::prelude::*;
use rust_decimal::Decimal;
use svetlitsa_domain::bills::{Given, Node, What};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::lang;
use svetlitsa_ui::texts::bills::{given as g, step, units as u};

use super::words;

/// Digits after the mark in a step; sums are rounded once, at the end.
const SHOWN: u8 = 4;

/// Where a sum comes from.
#[component]
pub fn Derived(
    /// The sum.
    node: Node,
    /// What it is for.
    service: Service,
    /// Where its inputs are told of.
    #[prop(optional)]
    ways: Ways,
) -> impl IntoView {
    view! { <ul class="derivation">{tell(&node, service, &ways)}</ul> }
}

/// Where what sums are made of is told of; what has no page, or is on this one, leads nowhere.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// The tariffs of the branch.
    pub prices: Option<String>,
    /// The readings of the account.
    pub readings: Option<String>,
}

impl Ways {
    fn to(&self, node: &Node) -> Option<String> {
        match node {
            Node::Given { from: Given::Price { .. }, .. } => self.prices.clone(),
            Node::Given { from: Given::Reading { id, .. }, .. } if !is_act(id) => self.readings.clone(),
            _ => None,
        }
    }
}

/// Acts stand where a meter has no reading: when it was put up, and when it was taken off.
fn is_act(id: &str) -> bool {
    id.starts_with("admission-") || id.starts_with("removal-")
}

/// A step and those below it. Rounding that changes nothing is no step.
fn tell(node: &Node, service: Service, ways: &Ways) -> AnyView {
    if let Node::Rounded { of, .. } = node
        && of.value() == node.value()
    {
        return tell(of, service, ways);
    }
    let below: Vec<_> = node.parts().into_iter().map(unrounded).collect();
    let children = below.iter().map(|part| tell(part, service, ways)).collect_view();
    let (asked, is_input) = (node.clone(), below.is_empty());
    let formula = (!is_input).then(|| {
        let node = node.clone();
        view! {
            <span class="derivation__formula">{move || formula(&node)}" = "</span>
        }
    });
    let (value, name) = (node.clone(), move || label(&asked));
    let name = match ways.to(node) {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    view! {
        <li class="derivation__step">
            <p>
                <span class="derivation__name">{name}</span>
                ": "
                {formula}
                <span class="derivation__value">{move || shown(&value, service)}</span>
            </p>
            {(!is_input).then(|| view! { <ul class="derivation">{children}</ul> })}
        </li>
    }
    .into_any()
}

/// A step without roundings that change nothing.
fn unrounded(node: &Node) -> &Node {
    match node {
        Node::Rounded { of, .. } if of.value() == node.value() => unrounded(of),
        _ => node,
    }
}

/// The numbers of a step with the signs between them.
fn formula(node: &Node) -> String {
    let parts: Vec<_> = node.parts().into_iter().map(|part| bare(unrounded(part))).collect();
    match node {
        Node::Given { .. } => String::new(),
        Node::Sum { .. } => parts.join(" + "),
        Node::Difference { .. } => parts.join(" \u{2212} "),
        Node::Product { .. } => parts.join(" × "),
        Node::Quotient { .. } => parts.join(" : "),
        Node::Least { .. } => format!("{} {}", step::LEAST.of(lang()), parts.join("; ")),
        Node::Greatest { .. } => format!("{} {}", step::GREATEST.of(lang()), parts.join("; ")),
        Node::Rounded { .. } => format!("\u{2248} {}", parts.join("")),
    }
}

fn value(node: &Node) -> Option<Decimal> {
    node.value()?.decimal(SHOWN)
}

/// The number alone; below zero in brackets, so that no two signs meet.
fn bare(node: &Node) -> String {
    let Some(value) = value(node) else { return String::new() };
    let text = words::decimal(&value.normalize().to_string());
    if value.is_sign_negative() && !value.is_zero() { format!("({text})") } else { text }
}

/// The number with its unit.
fn shown(node: &Node, service: Service) -> String {
    let Some(value) = value(node) else { return String::new() };
    let text = value.normalize().to_string();
    match unit(node) {
        Unit::Rubles => words::rubles(value),
        Unit::Supplied => words::units(&text, service),
        Unit::Price => words::price(&text, service),
        Unit::Area => u::area(&words::decimal(&text)),
        Unit::Days => u::days(&words::decimal(&text)),
        Unit::People => u::residents(&words::decimal(&text)),
        Unit::Plain => words::decimal(&text),
    }
}

enum Unit {
    Rubles,
    Supplied,
    Price,
    Area,
    Days,
    People,
    Plain,
}

fn unit(node: &Node) -> Unit {
    let Some(what) = node.what() else {
        let Node::Given { from, .. } = node else { return Unit::Plain };
        return match from {
            Given::Charged { .. }
            | Given::Line { .. }
            | Given::LateDebt { .. }
            | Given::PenaltyBooked { .. } => Unit::Rubles,
            Given::Price { .. } => Unit::Price,
            Given::PastUse { .. }
            | Given::Norm { .. }
            | Given::RangeLimit { .. }
            | Given::HouseMeter { .. }
            | Given::HouseNonResidential { .. }
            | Given::HouseFlatsByNorm { .. }
            | Given::HouseFlatsByMeter { .. }
            | Given::ChargedUnits { .. }
            | Given::LineUnits { .. }
            | Given::BenefitLimit { .. } => Unit::Supplied,
            Given::CommonArea | Given::DwellingArea | Given::TotalArea => Unit::Area,
            Given::Days { .. } => Unit::Days,
            Given::Residents => Unit::People,
            _ => Unit::Plain,
        };
    };
    match what {
        What::Cost
        | What::ActualCost
        | What::ChargedBefore
        | What::Recalculated
        | What::TakenOff
        | What::LateDebt
        | What::Penalty => Unit::Rubles,
        What::ShareOfDays | What::ShareInRange | What::ShareOfArea | What::Months | What::Unknown => {
            Unit::Plain
        }
        _ => Unit::Supplied,
    }
}

/// What a step is called.
fn label(node: &Node) -> String {
    let lang = lang();
    let Node::Given { from, .. } = node else {
        return words::what(node.what().unwrap_or(What::Unknown)).of(lang).to_owned();
    };
    match from {
        Given::Reading { id, taken_on, .. } => {
            let day = format::date_with_year(taken_on.0);
            if id.starts_with("admission-") {
                g::admission(&day)
            } else if id.starts_with("removal-") {
                g::removal(&day)
            } else {
                g::reading(&day)
            }
        }
        Given::Price { from: Some(day), .. } => g::price_from(&format::date_with_year(day.0)),
        Given::Days { from, until } => g::days(&format::date(from.0), &format::date(until.0)),
        Given::PastUse { period, .. } => g::past_use(&format::period(*period)),
        Given::RangeLimit { range, .. } => g::range_limit(&range.to_string()),
        Given::Charged { period, .. } => g::charged(&format::period(*period)),
        Given::ChargedUnits { period, .. } => g::charged_units(&format::period(*period)),
        Given::Line { place } | Given::LineUnits { place } => g::line(&(place + 1).to_string()),
        Given::LateDebt { period, .. } => g::late_debt(&format::period(*period)),
        Given::PenaltyBooked { until, .. } => g::penalty_booked(&format::date_with_year(until.0)),
        Given::PenaltyRate { on, .. } => g::rate(&format::date_with_year(on.0)),
        plain => match plain {
            Given::Turn { .. } => g::TURN,
            Given::TransformerFactor { .. } => g::FACTOR,
            Given::Price { .. } => g::PRICE,
            Given::Months => g::MONTHS,
            Given::Norm { .. } => g::NORM,
            Given::Residents => g::RESIDENTS,
            Given::NormCoefficient => g::NORM_COEFFICIENT,
            Given::HeatingCoefficient { .. } => g::HEATING,
            Given::HouseMeter { .. } => g::HOUSE_METER,
            Given::HouseNonResidential { .. } => g::HOUSE_OTHER,
            Given::HouseFlatsByNorm { .. } => g::HOUSE_NORM,
            Given::HouseFlatsByMeter { .. } => g::HOUSE_METERED,
            Given::CommonNorm { .. } => g::COMMON_NORM,
            Given::CommonArea => g::COMMON_AREA,
            Given::DwellingArea => g::DWELLING_AREA,
            Given::TotalArea => g::TOTAL_AREA,
            Given::BenefitShare { .. } => g::BENEFIT_SHARE,
            Given::BenefitLimit { .. } => g::BENEFIT_LIMIT,
            Given::GivenBack => g::GIVEN_BACK,
            Given::PenaltyDivisor => g::DIVISOR,
            _ => g::UNKNOWN,
        }
        .of(lang)
        .to_owned(),
    }
}
