//! How far something is that takes its time; without a number when nobody knows.

use leptos::prelude::*;

use crate::form::control_id;
use crate::i18n::Words;

/// How far something is.
#[component]
pub fn Progress(
    /// Its name in the page.
    name: &'static str,
    /// What is going on.
    #[prop(into)]
    label: Words,
    /// Of a hundred; `None` when nobody knows.
    #[prop(optional, into)]
    percent: Signal<Option<u8>>,
) -> impl IntoView {
    let id = control_id(name);
    view! {
        <div class="progress">
            <label for=id.clone()>{label}</label>
            <progress class="progress__bar" id=id max="100" value=move || percent.get().map(|p| p.to_string())></progress>
        </div>
    }
}
