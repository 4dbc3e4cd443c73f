//! Somebody was faster: what is shown is read anew, and that is said.

use leptos::prelude::*;
use svetlitsa_api::ErrorCode;
use svetlitsa_ui::components::{Notice, NoticeKind};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::staff::desk as t;

/// Reads the case again when a step was refused because its stage had changed, and says so.
#[component]
pub fn Stale<T: Clone + Send + Sync + 'static>(
    /// The form of the steps.
    form: Form,
    /// The case.
    load: Load<T>,
) -> impl IntoView {
    let is_stale = RwSignal::new(false);
    Effect::new(move || {
        if form.is_busy() {
            is_stale.set(false);
        } else if form.failure().is_some_and(|error| error.code() == Some(ErrorCode::WrongStage)) {
            form.clear();
            load.refresh();
            is_stale.set(true);
        }
    });
    move || {
        is_stale.get().then(|| {
            view! {
                <Notice kind=NoticeKind::Warning title=t::STALE_TITLE is_news=true><p>{t::STALE}</p></Notice>
            }
        })
    }
}
