//! A link that weighs as much as a button: the way on.

use leptos::prelude::*;

use super::ButtonKind;

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// How much it weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// In a row of others.
    #[prop(optional)]
    small: bool,
    /// As wide as its column.
    #[prop(optional)]
    wide: bool,
    /// Leaves the site: to the bank.
    #[prop(optional)]
    leaves: bool,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class="button"
            href=href
            rel=leaves.then_some("external")
            data-kind=kind.as_str()
            data-size=small.then_some("small")
            data-wide=wide.then_some("")
        >
            {children()}
        </a>
    }
}
