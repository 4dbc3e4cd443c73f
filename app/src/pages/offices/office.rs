//! One office: where, when, how to ask, and what it takes.

use leptos::prelude::*;
use svetlitsa_api::offices::OfficeView;
use svetlitsa_api::pages;
use svetlitsa_ui::components::{ButtonKind, ButtonLink, Details};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::appointments::BOOK;
use svetlitsa_ui::texts::offices as t;

use crate::phone_link::PhoneLink;

/// One office.
#[component]
pub fn Office(
    /// The office.
    office: OfficeView,
) -> impl IntoView {
    let (payments, readings) = (takes(office.takes_payments), takes(office.takes_readings));
    let book = (!office.purposes.is_empty()).then(|| {
        let href = format!("{}?office={}", pages::APPOINTMENT_NEW.path, office.id);
        view! { <p><ButtonLink href kind=ButtonKind::Secondary small=true>{BOOK}</ButtonLink></p> }
    });
    let phones =
        office.phones.into_iter().map(|number| view! { <li><PhoneLink number/></li> }).collect_view();
    view! {
        <li class="office">
            <h3>{office.name}</h3>
            <p>{format::address(&office.address)}</p>
            <ul class="office__phones">{phones}</ul>
            <p class="office__hours">{office.hours}</p>
            <p class="office__hours">{move || t::takes_both(payments.get(), readings.get())}</p>
            {book}
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
