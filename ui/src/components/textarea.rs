//! Several lines of text, with a count of what is left.

use leptos::prelude::*;

use super::Field;
use super::field::described_by;
use crate::form::control_id;
use crate::i18n::Words;
use crate::texts::parts;

/// The count is spoken of only when it comes near.
const NEAR: usize = 200;

/// Several lines of text.
#[component]
pub fn Textarea(
    /// Name of the field, as in the request.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Words,
    /// What is typed; more than fits is kept and told, not cut.
    value: RwSignal<String>,
    /// How many characters fit.
    max: usize,
    /// What to enter.
    #[prop(optional, into)]
    hint: Option<Words>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<Words>>,
) -> impl IntoView {
    let describe = described_by(&name, hint.is_some(), error);
    let id = control_id(&name);
    let own_name = name.clone();
    let length = Memo::new(move |_| value.with(|text| text.chars().count()));
    let count = move || {
        let typed = length.get();
        let size = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        if typed > max {
            Some(parts::characters_over(size(typed - max)))
        } else {
            (max - typed <= NEAR || typed == 0).then(|| parts::characters_left(size(max - typed)))
        }
    };
    view! {
        <Field name label hint=hint error class="textarea">
            <textarea
                class="field__control"
                id=id
                name=own_name
                rows="5"
                aria-describedby=describe
                aria-invalid=move || error.with(|e| e.is_some().then_some("true"))
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
            <p class="textarea__count" role="status" data-over=move || (length.get() > max).then_some("")>
                {count}
            </p>
        </Field>
    }
}
