//! A line of text; a password can be looked at.

use leptos::prelude::*;

use super::field::described_by;
use super::{Field, FieldWidth, Icon, Sign};
use crate::form::control_id;
use crate::i18n::Words;
use crate::texts::parts;

/// What the line holds; chooses the keyboard of a phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    /// Anything.
    #[default]
    Plain,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// Digits that are not a number: an account, a code.
    Digits,
    /// A secret.
    Password,
    /// A day, chosen as the browser lets one choose it.
    Date,
    /// A day and a time, chosen so.
    Moment,
}

impl TextKind {
    const fn input_type(self) -> &'static str {
        match self {
            // Not `email`: the browser's own check would speak before ours, in its own language.
            Self::Plain | Self::Digits | Self::Email => "text",
            Self::Phone => "tel",
            Self::Password => "password",
            Self::Date => "date",
            Self::Moment => "datetime-local",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Plain | Self::Password | Self::Date | Self::Moment => None,
            Self::Email => Some("email"),
            Self::Phone => Some("tel"),
            Self::Digits => Some("numeric"),
        }
    }
}

/// A line of text.
#[component]
pub fn TextField(
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
    /// What it holds.
    #[prop(optional)]
    kind: TextKind,
    /// Word of the browser's memory: `username`, `current-password`, `email`, `tel`, `name`, `off`.
    #[prop(optional)]
    autocomplete: &'static str,
    /// May be left empty.
    #[prop(optional)]
    is_optional: bool,
    /// How much it expects.
    #[prop(optional)]
    width: FieldWidth,
) -> impl IntoView {
    let is_seen = RwSignal::new(false);
    let describe = described_by(&name, hint.is_some(), error);
    let id = control_id(&name);
    let own_name = name.clone();
    view! {
        <Field name label hint=hint error is_optional width class="text-field">
            <div class="field__row">
                <input
                    class="field__control"
                    id=id
                    name=own_name
                    type=move || if is_seen.get() { "text" } else { kind.input_type() }
                    inputmode=kind.input_mode()
                    autocomplete=if autocomplete.is_empty() { None } else { Some(autocomplete) }
                    autocapitalize=(kind != TextKind::Plain).then_some("none")
                    spellcheck=(kind != TextKind::Plain).then_some("false")
                    aria-describedby=describe
                    aria-invalid=move || error.with(|e| e.is_some().then_some("true"))
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                {(kind == TextKind::Password).then(|| view! {
                    <button
                        class="text-field__peek"
                        type="button"
                        aria-pressed=move || is_seen.get().to_string()
                        aria-label=move || if is_seen.get() { parts::HIDE_PASSWORD.get() } else { parts::SHOW_PASSWORD.get() }
                        on:click=move |_| is_seen.update(|seen| *seen = !*seen)
                    >
                        {move || {
                            let sign = if is_seen.get() { Sign::EyeShut } else { Sign::Eye };
                            view! { <Icon sign/> }
                        }}
                    </button>
                })}
            </div>
        </Field>
    }
}
