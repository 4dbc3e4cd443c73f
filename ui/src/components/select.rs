//! One of many, folded away: the browser's own list, which every phone draws best itself.

use leptos::prelude::*;

use super::field::described_by;
use super::{Choice, Field, Icon, Sign};
use crate::form::control_id;
use crate::i18n::Words;

/// One of many.
#[component]
pub fn Select(
    /// Name of the field, as in the request.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Words,
    /// The value chosen.
    value: RwSignal<String>,
    /// What can be chosen; hints are not shown here.
    choices: Vec<Choice>,
    /// What to choose by.
    #[prop(optional, into)]
    hint: Option<Words>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<Words>>,
) -> impl IntoView {
    let describe = described_by(&name, hint.is_some(), error);
    let id = control_id(&name);
    let own_name = name.clone();
    let options = choices
        .into_iter()
        .map(|choice| {
            let is_chosen = value.get_untracked() == choice.value;
            view! { <option value=choice.value selected=is_chosen>{choice.label}</option> }
        })
        .collect_view();
    view! {
        <Field name label hint=hint error class="select">
            <div class="select__box">
                <select
                    class="field__control"
                    id=id
                    name=own_name
                    aria-describedby=describe
                    aria-invalid=move || error.with(|e| e.is_some().then_some("true"))
                    prop:value=move || value.get()
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    {options}
                </select>
                <Icon sign=Sign::Down/>
            </div>
        </Field>
    }
}
