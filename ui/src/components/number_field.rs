//! A number with its unit: an amount of money, a count. Kept as it was typed; the page parses it.

use leptos::prelude::*;

use super::field::described_by;
use super::{Field, FieldWidth};
use crate::form::control_id;
use crate::i18n::Words;

/// A number with its unit.
#[component]
pub fn NumberField(
    /// Name of the field, as in the request.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Words,
    /// What is typed.
    value: RwSignal<String>,
    /// What to enter and where to find it.
    #[prop(optional, into)]
    hint: Option<Words>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<Words>>,
    /// Unit behind it.
    #[prop(optional, into)]
    unit: Option<Words>,
    /// Digits after the comma make sense.
    #[prop(optional)]
    is_decimal: bool,
) -> impl IntoView {
    let describe = described_by(&name, hint.is_some(), error);
    let id = control_id(&name);
    let own_name = name.clone();
    view! {
        <Field name label hint=hint error width=FieldWidth::Short class="number-field">
            <div class="field__row">
                <input
                    class="field__control"
                    id=id
                    name=own_name
                    type="text"
                    inputmode=if is_decimal { "decimal" } else { "numeric" }
                    autocomplete="off"
                    aria-describedby=describe
                    aria-invalid=move || error.with(|e| e.is_some().then_some("true"))
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                {unit.map(|unit| view! { <span class="field__unit">{unit}</span> })}
            </div>
        </Field>
    }
}
