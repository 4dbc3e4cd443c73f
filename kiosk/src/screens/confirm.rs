//! «Это вы?»: the name, masked.

use leptos::prelude::*;
use svetlitsa_api::accounts::GuestAccess;
use svetlitsa_ui::components::ButtonKind;
use svetlitsa_ui::texts::kiosk::confirm as t;

use crate::flow::Event;
use crate::parts::{Act, Screen, grouped};

/// «Это вы?»
#[component]
pub(crate) fn ConfirmScreen(
    /// Who was found.
    access: GuestAccess,
) -> impl IntoView {
    let number = grouped(access.account.as_str());
    view! {
        <Screen title=t::TITLE hand=|| view! {
            <Act event=Event::Next words=t::YES/>
            <Act event=Event::Back words=t::NO kind=ButtonKind::Secondary/>
        }>
            <div class="person">
                <p class="person__name">{access.masked_name}</p>
                <p class="person__account">{move || t::account(&number)}</p>
            </div>
            <p class="soft">{t::TEXT}</p>
        </Screen>
    }
}
