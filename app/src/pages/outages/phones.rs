//! Whom to call: what is dangerous first, then the desk of each branch.

use leptos::prelude::*;
use svetlitsa_api::outages::OutageBranch;
use svetlitsa_ui::texts::outages as t;

use crate::phone_link::PhoneLink;

/// The emergency number of the country.
pub(crate) const EMERGENCY: &str = "112";

/// Whom to call.
#[component]
pub fn Phones(
    /// Every branch.
    branches: Vec<OutageBranch>,
) -> impl IntoView {
    let rows = branches
        .into_iter()
        .map(|branch| {
            let what = if branch.is_desk { t::PHONE_DESK } else { t::PHONE_CENTRE };
            view! { <li>{branch.name}". "{what}": "<PhoneLink number=branch.phone/></li> }
        })
        .collect_view();
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::PHONES}</h2>
            <p>{t::DANGER}": "<PhoneLink number=EMERGENCY/></p>
            <ul class="outages__phones">{rows}</ul>
        </section>
    }
}
