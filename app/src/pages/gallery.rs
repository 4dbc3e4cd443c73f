//! The gallery: every component in every state, with the sample world's people. Development builds only.
//!
//! Its titles are the names of the components, so they need no translation; a component cannot be looked at
//! without words, and those are the locales' own.

mod forms;
mod pieces;
mod sample;
mod states;

use leptos::prelude::*;
use svetlitsa_ui::components::{Appearance, PageHeader};
use svetlitsa_ui::session::provide_known_session;

/// Every component in every state.
#[component]
pub fn Gallery() -> impl IntoView {
    provide_known_session(sample::session());
    let title = "Gallery";
    view! {
        <div class="page stack" data-gap="large">
            <PageHeader title/>
            <Show name="appearance"><Appearance/></Show>
            {pieces::pieces()}
            {forms::forms()}
            {states::states()}
        </div>
    }
}

/// One component, under its name.
#[component]
fn Show(
    /// The component's file.
    name: &'static str,
    /// Its states.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="stack gallery__show" id=format!("show-{name}")>
            <h2><code>{name}</code></h2>
            {children()}
        </section>
    }
}
