//! The calculator: what so much use costs in a month, reckoned in the browser by the engine that makes the bills. It
//! sends nothing; its address holds what was typed, so that it can be handed on.

mod answer;
mod comparison;
mod fields;
mod question;
mod reckoning;
mod without_meter;

use std::sync::Arc;

use leptos::prelude::*;
use svetlitsa_api::tariffs::TariffSheet;
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::components::EmptyState;
use svetlitsa_ui::texts::tariffs::calculator as t;
use wasm_bindgen::JsValue;

use super::book;
use crate::router::use_router;
use answer::Answer;
use fields::Fields;
use question::Question;
use reckoning::Rules;
use without_meter::WithoutMeter;

/// The calculator of a branch and service.
#[component]
pub fn Calculator(
    /// Everything of the branch.
    sheet: TariffSheet,
    /// For what.
    service: Service,
) -> impl IntoView {
    let router = use_router();
    let Some(question) = untrack(|| Question::new(&sheet, service, |name| router.query(name))) else {
        return view! { <EmptyState title=t::NONE><p>{t::NONE_TEXT}</p></EmptyState> }.into_any();
    };
    let sheet = Arc::new(sheet);
    let rules = {
        let sheet = Arc::clone(&sheet);
        Memo::new(move |_| Rules::of(&sheet, service, question.category()).map(Arc::new))
    };
    let has_norms = sheet.norms.iter().any(|norm| norm.service == service);
    keep_in_address(question);
    let categories = book::categories(&sheet, service);
    view! {
        <section class="stack" id="calculator">
            <h2>{t::TITLE}</h2>
            <p>{t::LEAD}</p>
            <form class="stack" on:submit=|event| event.prevent_default()>
                <Fields question rules categories today=sheet.today hours=sheet.zone_hours.clone()/>
            </form>
            <Answer question rules/>
            {has_norms.then(|| view! { <WithoutMeter question rules sheet=Arc::clone(&sheet)/> })}
        </section>
    }
    .into_any()
}

/// The address follows what is typed. Not by the router: the page stays where it is, and Back leaves it.
fn keep_in_address(question: Question) {
    Effect::new(move |before: Option<String>| {
        let query = question.query();
        if before.is_some_and(|before| before != query) {
            let path = window().location().pathname().unwrap_or_default();
            if let Ok(history) = window().history() {
                // Refused when it changes too often: then the next letter brings it.
                let mark = if query.is_empty() { "" } else { "?" };
                let address = format!("{path}{mark}{query}");
                let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
            }
        }
        query
    });
}
