//! A button. While it is busy it keeps its place and its focus and tells so; pressing it again does nothing.

use leptos::prelude::*;

use crate::texts::parts;

/// What a press means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing this page is for.
    #[default]
    Primary,
    /// Another way on.
    Secondary,
    /// The lamp is lit: now is the time for it.
    Lit,
    /// Cannot be taken back.
    Danger,
    /// As light as a link.
    Quiet,
}

impl ButtonKind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Lit => "lit",
            Self::Danger => "danger",
            Self::Quiet => "quiet",
        }
    }
}

/// A button.
#[component]
pub fn Button(
    /// What a press means.
    #[prop(optional)]
    kind: ButtonKind,
    /// It sends the form around it.
    #[prop(optional)]
    submit: bool,
    /// The press is being carried out.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Cannot be pressed at all; prefer a button that explains itself.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// In a row of others.
    #[prop(optional)]
    small: bool,
    /// As wide as its column.
    #[prop(optional)]
    wide: bool,
    /// What to do; a submitting button leaves it to the form.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class="button"
            type=if submit { "submit" } else { "button" }
            data-kind=kind.as_str()
            data-size=small.then_some("small")
            data-wide=wide.then_some("")
            disabled=move || disabled.get()
            aria-disabled=move || busy.get().then_some("true")
            on:click=press
        >
            {move || busy.get().then(|| view! {
                <span class="button__busy" aria-hidden="true"></span>
                <span class="unseen" role="status">{parts::WAIT}</span>
            })}
            {children()}
        </button>
    }
}
