//! One office: where, when, what it takes, and how to ask.

use leptos::prelude::*;
use svetlitsa_api::offices::OfficeView;
use svetlitsa_ui::components::{Definition, DefinitionList, Details};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::offices as t;

use crate::phone_link::PhoneLink;

/// One office.
#[component]
pub fn Office(
    /// The office.
    office: OfficeView,
) -> impl IntoView {
    let phones =
        office.phones.into_iter().map(|number| view! { <li><PhoneLink number/></li> }).collect_view();
    let facts = vec![
        Definition::new(t::HOURS, office.hours),
        Definition::new(t::PHONES, view! { <ul>{phones}</ul> }),
        Definition::new(t::PAYMENTS, view! { <span>{takes(office.takes_payments)}</span> }),
        Definition::new(t::READINGS, view! { <span>{takes(office.takes_readings)}</span> }),
    ];
    view! {
        <li class="office">
            <h3 class="office__name">{office.name}</h3>
            <p class="office__address">{office.address}</p>
            <DefinitionList items=facts/>
            {office.note.map(|note| view! { <Details summary=t::NOTE><p>{note}</p></Details> })}
        </li>
    }
}

/// Silence of the source is neither yes nor no.
const fn takes(stated: Option<bool>) -> Text {
    match stated {
        Some(true) => t::YES,
        Some(false) => t::NO,
        None => t::UNSURE,
    }
}
