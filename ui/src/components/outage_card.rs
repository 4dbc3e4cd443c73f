//! One outage: what, where, since when and until when.

use leptos::prelude::*;
use svetlitsa_api::outages::{OutagePlace, OutageView};
use svetlitsa_domain::outages::{OutageAction, OutageKind, OutageStage};

use super::{Tag, TagKind};
use crate::i18n::{Text, Words};
use crate::texts::outages as t;
use crate::{clock, format};

/// One outage.
#[component]
pub fn OutageCard(
    /// The outage.
    outage: OutageView,
) -> impl IntoView {
    let moved = outage.events.iter().rev().find(|event| event.action == Some(OutageAction::Move)).cloned();
    let moved = moved.filter(|_| !outage.stage.is_over()).map(|event| {
        let reason = event.text.unwrap_or_default();
        view! { <p class="soft">{move || t::moved(&format::moment(event.at), &reason)}</p> }
    });
    let (stage, begins, ended) = (outage.stage, outage.begins, outage.ended);
    let began = move || {
        let moment = format::moment(begins);
        if stage == OutageStage::Planned { t::begins(&moment) } else { t::began(&moment) }
    };
    let places = outage
        .places
        .iter()
        .map(|place| view! { <p class="outage__where">{outage_place_words(place).into_view()}</p> });
    view! {
        <article class="outage" data-stage=stage.as_str()>
            <div class="row"><OutageStageTag outage=outage.clone()/></div>
            {places.collect_view()}
            <p class="outage__when">{began}</p>
            {match ended {
                Some(ended) => view! {
                    <p class="outage__when">
                        {move || if stage == OutageStage::Restored {
                            t::restored(&format::moment(ended))
                        } else {
                            t::cancelled(&format::moment(ended))
                        }}
                    </p>
                }
                .into_any(),
                None => expected(&outage),
            }}
            <p class="outage__text">{outage.text.clone()}</p>
            {moved}
        </article>
    }
}

/// When power is expected, or that the time has passed.
fn expected(outage: &OutageView) -> AnyView {
    let Some(expected) = outage.expected else {
        return view! { <p class="outage__when">{t::EXPECTED_UNKNOWN}</p> }.into_any();
    };
    let words = move || {
        let moment = format::moment(expected);
        let is_over = clock::now().is_some_and(|now| now > expected);
        if is_over { t::expected_passed(&moment) } else { t::expected(&moment) }
    };
    view! { <p class="outage__when"><strong>{words}</strong></p> }.into_any()
}

/// How far it is, in a word.
#[component]
pub fn OutageStageTag(
    /// The outage.
    outage: OutageView,
) -> impl IntoView {
    let (label, kind) = outage_stage_words(&outage);
    view! { <Tag label kind/> }
}

/// The word of that, and how it is drawn.
#[must_use]
pub const fn outage_stage_words(outage: &OutageView) -> (Text, TagKind) {
    match (outage.stage, outage.is_planned, outage.kind) {
        (OutageStage::Planned, ..) => (t::stage::PLANNED, TagKind::Plain),
        (OutageStage::Begun, true, _) => (t::stage::BEGUN_PLANNED, TagKind::Lit),
        (OutageStage::Begun, false, OutageKind::PowerOff) => (t::stage::BEGUN, TagKind::Wrong),
        (OutageStage::Begun, false, OutageKind::BadQuality) => (t::stage::BEGUN_BAD, TagKind::Wrong),
        (OutageStage::Restored, ..) => (t::stage::RESTORED, TagKind::Done),
        (OutageStage::Cancelled, ..) => (t::stage::CANCELLED, TagKind::Done),
    }
}

/// A street with its houses, in words.
#[must_use]
pub fn outage_place_words(place: &OutagePlace) -> Words {
    let OutagePlace { street, houses } = place.clone();
    Words::live(move || {
        let houses = match houses.as_slice() {
            [] => t::WHOLE_STREET.get().to_owned(),
            [house] => t::house(house),
            several => t::houses(&several.join(", ")),
        };
        format!("{street}: {houses}")
    })
}
