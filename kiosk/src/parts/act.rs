//! A button that tells the machine something.

use leptos::prelude::*;
use svetlitsa_ui::components::{Button, ButtonKind};
use svetlitsa_ui::i18n::Words;

use crate::flow::Event;
use crate::terminal::use_terminal;

/// A button that tells the machine something.
#[component]
pub(crate) fn Act(
    /// What.
    event: Event,
    /// Its words.
    #[prop(into)]
    words: Words,
    /// What a press means to the visitor.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    let terminal = use_terminal();
    view! {
        <Button kind on_press=move |()| terminal.send(event.clone())>{words}</Button>
    }
}
