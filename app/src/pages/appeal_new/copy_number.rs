//! The number to quote, large, with a button that copies it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_ui::components::{Button, ButtonKind};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::appeals::sent as t;

use crate::clipboard;

/// The number to quote.
#[component]
pub fn CopyNumber(
    /// The number.
    number: String,
) -> impl IntoView {
    let outcome = RwSignal::new(None::<Text>);
    let shown = number.clone();
    let copy = move |()| {
        let number = number.clone();
        spawn_local(async move {
            let is_copied = clipboard::copy(&number).await.is_some();
            let _ = outcome.try_set(Some(if is_copied { t::COPIED } else { t::NOT_COPIED }));
        });
    };
    view! {
        <div class="acknowledgement">
            <p class="soft">{t::NUMBER}</p>
            <p class="acknowledgement__number">{shown}</p>
            <div class="row">
                <Button kind=ButtonKind::Secondary small=true on_press=copy>{t::COPY}</Button>
                <span role="status">{move || outcome.get().map(Text::get)}</span>
            </div>
        </div>
    }
}
