//! A link that stands by itself, large enough for a finger.

use leptos::prelude::*;

use super::{Icon, Sign};

/// A link on a line of its own.
#[component]
pub fn Link(
    /// Where to.
    #[prop(into)]
    href: String,
    /// A sign before the words.
    #[prop(optional, into)]
    sign: Option<Sign>,
    /// It hangs on the dark wall.
    #[prop(optional)]
    on_wall: bool,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="link" href=href data-on=on_wall.then_some("wall")>
            {sign.map(|sign| view! { <Icon sign/> })}
            {children()}
        </a>
    }
}
