//! The server is being asked.

use leptos::prelude::*;
use svetlitsa_ui::texts::kiosk::wait as t;

use crate::flow::Wait;

/// The server is being asked.
#[component]
pub(crate) fn WaitingScreen(
    /// What.
    wait: Wait,
) -> impl IntoView {
    let words = match wait {
        Wait::Session => t::SESSION,
        Wait::Enrol(_) => t::ENROL,
        Wait::LookUp(_) => t::LOOK_UP,
        Wait::Account(_) => t::ACCOUNT,
        Wait::Reading { .. } => t::READING,
        Wait::Payment { .. } => t::PAYMENT,
        Wait::Outages => t::OUTAGES,
        Wait::CallBack { .. } => t::CALL_BACK,
        Wait::Receipt { .. } => t::RECEIPT,
    };
    view! {
        <div class="waiting">
            <span class="waiting__panes" aria-hidden="true">
                <span></span><span></span><span></span><span></span>
            </span>
            <h1 tabindex="-1">{words}</h1>
        </div>
    }
}
