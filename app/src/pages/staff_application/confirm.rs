//! Asks before an application is moved to a stage from which nothing leads back.

use leptos::prelude::*;
use svetlitsa_domain::applications::ApplicationStage;
use svetlitsa_ui::components::{Button, ButtonKind, Dialog};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::staff::accounts::CANCEL;
use svetlitsa_ui::texts::staff::applications as t;

/// Asks before the last stage.
#[component]
pub fn Confirm(
    /// The stage that is asked about; open while there is one.
    asked: RwSignal<Option<ApplicationStage>>,
    /// Moves.
    go: Callback<ApplicationStage>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        if asked.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() && asked.with_untracked(Option::is_some) {
            asked.set(None);
        }
    });
    let yes = move |()| {
        if let Some(stage) = asked.get_untracked() {
            open.set(false);
            go.run(stage);
        }
    };
    let title = Words::live(move || {
        asked.get().map(|stage| t::confirm(names::application_stage(stage).get())).unwrap_or_default()
    });
    let buttons = move || {
        view! {
            <Button kind=ButtonKind::Secondary on_press=move |()| open.set(false)>{CANCEL}</Button>
            <Button on_press=yes>{t::CONFIRM_YES}</Button>
        }
    };
    view! {
        <Dialog open id="confirm" title buttons>
            <p>{t::CONFIRM_TEXT}</p>
        </Dialog>
    }
}
