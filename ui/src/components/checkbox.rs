//! Yes or no, never ticked beforehand where it is a consent.

use leptos::prelude::*;

use super::field::{described_by, message_of};
use crate::form::control_id;
use crate::i18n::Words;

/// Yes or no.
#[component]
pub fn Checkbox(
    /// Name of the field, as in the request.
    #[prop(into)]
    name: String,
    /// What is agreed to or wanted.
    #[prop(into)]
    label: Words,
    /// Whether it is ticked.
    checked: RwSignal<bool>,
    /// A word more.
    #[prop(optional, into)]
    hint: Option<Words>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<Words>>,
) -> impl IntoView {
    let id = control_id(&name);
    let error_id = format!("{id}-error");
    let describe = described_by(&name, false, error);
    view! {
        <div class="field checkbox" data-wrong=move || error.get().map(|_| "")>
            {message_of(error_id, error)}
            <label class="choice">
                <input
                    class="choice__box"
                    type="checkbox"
                    id=id
                    name=name
                    aria-describedby=describe
                    aria-invalid=move || error.with(|e| e.is_some().then_some("true"))
                    prop:checked=move || checked.get()
                    on:change=move |event| checked.set(event_target_checked(&event))
                />
                <span class="choice__text">{label}</span>
                {hint.map(|hint| view! { <span class="choice__hint">{hint}</span> })}
            </label>
        </div>
    }
}
