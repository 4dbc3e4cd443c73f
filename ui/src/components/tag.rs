//! A state in a word.

use leptos::prelude::*;

use crate::i18n::Words;

/// What sort of state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagKind {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// Open, or needs you.
    Lit,
    /// Done.
    Done,
    /// Went wrong.
    Wrong,
}

/// A state in a word.
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    label: Words,
    /// What sort of state.
    #[prop(optional)]
    kind: TagKind,
) -> impl IntoView {
    let kind = match kind {
        TagKind::Plain => "plain",
        TagKind::Lit => "lit",
        TagKind::Done => "done",
        TagKind::Wrong => "wrong",
    };
    view! { <span class="tag" data-kind=kind>{label}</span> }
}
