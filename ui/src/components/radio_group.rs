//! One of a few, all in sight.

use leptos::prelude::*;

use super::field::{described_by, message_of};
use crate::form::control_id;
use crate::i18n::Words;

/// Something that can be chosen.
#[derive(Clone)]
pub struct Choice {
    /// Its value on the wire.
    pub value: String,
    /// Its words.
    pub label: Words,
    /// A word more.
    pub hint: Option<Words>,
}

impl Choice {
    /// Something that needs no explaining.
    pub fn new(value: impl Into<String>, label: impl Into<Words>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }

    /// With a word more.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<Words>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// One of a few.
#[component]
pub fn RadioGroup(
    /// Name of the field, as in the request; the first choice carries its id.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Words,
    /// The value chosen; empty when none is.
    value: RwSignal<String>,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// What to choose by.
    #[prop(optional, into)]
    hint: Option<Words>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<Words>>,
    /// Beside each other, where there is room.
    #[prop(optional)]
    row: bool,
) -> impl IntoView {
    let id = control_id(&name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let describe = described_by(&name, hint.is_some(), error);
    let options = choices
        .into_iter()
        .enumerate()
        .map(|(i, choice)| {
            let own = choice.value.clone();
            let is_chosen = move || value.get() == own;
            let value_of = choice.value.clone();
            view! {
                <label class="choice">
                    <input
                        class="choice__box"
                        type="radio"
                        id=if i == 0 { id.clone() } else { format!("{id}-{i}") }
                        name=name.clone()
                        value=choice.value
                        prop:checked=is_chosen
                        on:change=move |_| value.set(value_of.clone())
                    />
                    <span class="choice__text">{choice.label}</span>
                    {choice.hint.map(|hint| view! { <span class="choice__hint">{hint}</span> })}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset
            class="field radio-group"
            aria-describedby=describe
            data-row=row.then_some("")
            data-wrong=move || error.get().map(|_| "")
        >
            <legend>{label}</legend>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            {message_of(error_id, error)}
            <div class="radio-group__options">{options}</div>
        </fieldset>
    }
}
