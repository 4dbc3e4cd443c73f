//! How the account stands: whose it is, and what is owed.

use leptos::prelude::*;
use svetlitsa_ui::format;
use svetlitsa_ui::texts::kiosk::choose as t;

use super::grouped;
use crate::flow::Visit;

/// How the account stands.
#[component]
pub(crate) fn Standing(
    /// The visitor.
    visit: Visit,
) -> impl IntoView {
    let owed = visit.overview.account.balance_kopecks.map(|balance| {
        let words = match balance.0 {
            0 => t::EVEN,
            1.. => t::OWED,
            _ => t::AHEAD,
        };
        view! {
            <div class="standing__owed">
                <p>{words}</p>
                <p class="amount">{move || format::money(balance.abs())}</p>
            </div>
        }
    });
    view! {
        <div class="standing">
            <div>
                <p class="standing__name">{visit.access.masked_name}</p>
                <p class="soft">{grouped(visit.access.account.as_str())}</p>
            </div>
            {owed}
        </div>
    }
}
