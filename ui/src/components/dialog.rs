//! A question that must be answered first: the browser's own dialog, which keeps the focus and closes by Escape.

use leptos::prelude::*;

use crate::i18n::Words;

/// A question that must be answered first.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its id in the page; the title's id is made of it.
    id: &'static str,
    /// What is asked.
    #[prop(into)]
    title: Words,
    /// A sentence or two.
    children: Children,
    /// The answers: buttons, the safe one first.
    #[prop(into)]
    buttons: ViewFn,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move || {
        let is_open = open.get();
        let Some(dialog) = node.get() else { return };
        if is_open && !dialog.open() {
            // Fails only for a dialog outside of the page, which nobody sees.
            let _ = dialog.show_modal();
        } else if !is_open && dialog.open() {
            dialog.close();
        }
    });
    let (title_id, labelled_by) = (format!("{id}-title"), format!("{id}-title"));
    view! {
        <dialog
            class="dialog"
            id=id
            aria-labelledby=labelled_by
            node_ref=node
            on:close=move |_| open.set(false)
        >
            <div class="dialog__body">
                <h2 id=title_id>{title}</h2>
                {children()}
            </div>
            <div class="dialog__buttons">{buttons.run()}</div>
        </dialog>
    }
}
