//! The window of an account on the home page of its resident.

use leptos::prelude::*;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::readings::{ReadingWindow, WindowState};
use svetlitsa_ui::client::{Caller, accounts};
use svetlitsa_ui::components::Window;
use svetlitsa_ui::load::Load;

use super::facade::Facade;

/// The window of the account, the city's until that is known. `is_due` is told whether a reading is wanted.
pub(crate) fn draw(number: AccountNumber, is_due: RwSignal<bool>) -> AnyView {
    let overview = Load::new(move || {
        let number = number.clone();
        async move { accounts::get_account(&Caller::cabinet(), &number).await }
    });
    Effect::new(move || is_due.set(overview.value().is_some_and(|overview| needs_reading(&overview))));
    view! {
        {move || match overview.value() {
            Some(overview) => view! { <Window window=Signal::stored(overview.window)/> }.into_any(),
            None => view! { <Facade/> }.into_any(),
        }}
    }
    .into_any()
}

/// The window is open and holds no reading yet.
fn needs_reading(overview: &AccountOverview) -> bool {
    let window = &overview.window;
    ReadingWindow::new(window.first_day, window.last_day)
        .is_some_and(|rule| matches!(rule.state(window.today), WindowState::Open { .. }))
        && window.reading_dates.is_empty()
        && overview.meters.iter().any(|meter| !meter.is_smart)
}
