//! One of the four things people come for.

use leptos::prelude::*;
use svetlitsa_ui::components::{Icon, Sign};
use svetlitsa_ui::i18n::Text;

/// One of the four things people come for.
#[component]
pub fn Verb(
    /// Where it is done.
    #[prop(into)]
    href: String,
    /// Its sign.
    sign: Sign,
    /// The verb.
    name: Text,
    /// A word more.
    hint: Text,
    /// It is due now.
    #[prop(optional, into)]
    is_lit: Signal<bool>,
) -> impl IntoView {
    view! {
        <a class="verb" href=href data-lit=move || is_lit.get().then_some("")>
            <span class="verb__sign"><Icon sign/></span>
            <span class="verb__words">
                <span class="verb__name">{name}</span>
                <span class="verb__hint">{hint}</span>
            </span>
            <span class="verb__arrow"><Icon sign=Sign::Forward/></span>
        </a>
    }
}
