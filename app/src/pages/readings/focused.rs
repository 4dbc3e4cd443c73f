//! A heading that appears in the middle of a page because of what the reader did, and takes the focus.

use leptos::html::H2;
use leptos::prelude::*;
use svetlitsa_ui::i18n::Words;

/// A heading that takes the focus when it appears.
#[component]
pub fn FocusedHeading(
    /// Its words.
    #[prop(into)]
    words: Words,
) -> impl IntoView {
    let node = NodeRef::<H2>::new();
    Effect::new(move || {
        if let Some(node) = node.get() {
            let _ = node.focus();
        }
    });
    view! { <h2 class="focused" tabindex="-1" node_ref=node>{words}</h2> }
}
