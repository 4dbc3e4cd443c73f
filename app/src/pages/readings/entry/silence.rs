//! What not sending will cost, stage by stage, and by which rule.

use leptos::prelude::*;
use svetlitsa_api::readings::{NormView, SilenceMethod, SilenceStage, SilenceView};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::components::Details;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Lang, lang};
use svetlitsa_ui::texts::readings::silence as t;

/// What not sending will cost.
#[component]
pub(super) fn Silence(
    /// As the server reckons it.
    silence: SilenceView,
    /// What is counted.
    service: Service,
) -> impl IntoView {
    let stages = silence
        .stages
        .into_iter()
        .map(|stage| view! { <li>{move || line(&stage, service)}</li> })
        .collect_view();
    let norm =
        silence.norm.map(|norm| view! { <p class="readings__rule">{move || norm_line(&norm, service)}</p> });
    view! {
        <Details summary=t::TITLE>
            <div class="stack" data-gap="small">
                <ul class="readings__silence">{stages}</ul>
                <p>{t::LATER}</p>
                {norm}
                <p class="readings__rule">{t::RULE}</p>
            </div>
        </Details>
    }
}

fn line(stage: &SilenceStage, service: Service) -> String {
    let from = format::period(stage.from);
    let when = match stage.until {
        None => t::from(&from),
        Some(until) if until == stage.from => from,
        Some(until) => t::span(&from, &format::period(until)),
    };
    let how = match stage.method {
        SilenceMethod::Average => t::AVERAGE,
        SilenceMethod::Norm => t::NORM,
        SilenceMethod::RaisedNorm => t::RAISED_NORM,
        SilenceMethod::Unknown => t::UNKNOWN,
    };
    match (&stage.units, stage.cost_kopecks) {
        (Some(units), Some(cost)) => {
            let amount = format!("{}\u{a0}{}", decimal(units), format::unit(service).get());
            t::stage(&when, how.get(), &amount, &format::money(cost))
        }
        _ => t::stage_untold(&when, how.get()),
    }
}

fn norm_line(norm: &NormView, service: Service) -> String {
    let per_person = format!("{}\u{a0}{}", decimal(&norm.per_person), format::unit(service).get());
    let line = t::norm_of(u64::from(norm.residents), &per_person, &norm.source);
    if norm.is_demo { format!("{line} {}", t::DEMO.get()) } else { line }
}

/// A decimal of the wire with the mark of the language.
fn decimal(text: &str) -> String {
    if lang() == Lang::Ru { text.replace('.', ",") } else { text.to_owned() }
}
