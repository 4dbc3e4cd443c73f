//! A choice: what one came for, or how much one pays.

use leptos::prelude::*;
use svetlitsa_ui::components::{Icon, Sign};
use svetlitsa_ui::i18n::Words;

use crate::flow::Event;
use crate::terminal::use_terminal;

/// A choice as wide as the screen.
#[component]
pub(crate) fn VerbButton(
    /// Tells the machine which.
    event: Event,
    /// Its sign.
    sign: Sign,
    /// The choice.
    #[prop(into)]
    name: Words,
    /// A word more.
    #[prop(into)]
    hint: Words,
    /// The likeliest one.
    #[prop(optional)]
    is_lit: bool,
) -> impl IntoView {
    let terminal = use_terminal();
    view! {
        <button
            class="verb"
            type="button"
            data-lit=is_lit.then_some("")
            on:click=move |_| terminal.send(event.clone())
        >
            <span class="verb__sign"><Icon sign/></span>
            <span class="verb__words">
                <span class="verb__name">{name}</span>
                <span class="verb__hint">{hint}</span>
            </span>
            <span class="verb__arrow"><Icon sign=Sign::Forward/></span>
        </button>
    }
}
