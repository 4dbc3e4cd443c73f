//! What every field has: a label, a hint and a message, tied to its control for screen readers.

use leptos::prelude::*;

use super::{Icon, Sign};
use crate::form::control_id;
use crate::i18n::Words;
use crate::texts::parts;

/// How much a field expects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldWidth {
    /// A line.
    #[default]
    Full,
    /// An e-mail address, a name.
    Medium,
    /// A number, a code.
    Short,
}

impl FieldWidth {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Medium => "medium",
            Self::Short => "short",
        }
    }
}

/// Label, hint and message around a control. The control's id is [`control_id`] of the name, and it describes
/// itself by [`described_by`].
#[component]
pub fn Field(
    /// Name of the field, as in the request.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Words,
    /// What to enter and where to find it.
    hint: Option<Words>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<Words>>,
    /// May be left empty.
    #[prop(optional)]
    is_optional: bool,
    /// How much it expects.
    #[prop(optional)]
    width: FieldWidth,
    /// Class of the component that stands on it.
    class: &'static str,
    /// The control.
    children: Children,
) -> impl IntoView {
    let id = control_id(&name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div
            class=format!("field {class}")
            data-wrong=move || error.get().map(|_| "")
            data-width=width.as_str()
        >
            <label class="field__label" for=id>
                {label}
                {is_optional.then(|| view! { <span class="field__hint">" ("{parts::OPTIONAL}")"</span> })}
            </label>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            {message_of(error_id, error)}
            {children()}
        </div>
    }
}

/// What is wrong with a field, while something is.
pub(super) fn message_of(id: String, error: Signal<Option<Words>>) -> AnyView {
    let message = move || {
        error.get().map(|message| {
            view! {
                <p class="field__message" id=id.clone()>
                    <Icon sign=Sign::Failure/>
                    <span>{message}</span>
                </p>
            }
        })
    };
    message.into_any()
}

/// Ids of the hint and the message of a control, for `aria-describedby`.
pub(super) fn described_by(
    name: &str,
    has_hint: bool,
    error: Signal<Option<Words>>,
) -> impl Fn() -> Option<String> + Send + Clone + use<> {
    let id = control_id(name);
    move || match (has_hint, error.with(Option::is_some)) {
        (true, true) => Some(format!("{id}-error {id}-hint")),
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (false, false) => None,
    }
}
