//! Consent to processing personal data: a text of its own and a box that is not ticked beforehand (152-FZ, art. 9).

use leptos::prelude::*;
use svetlitsa_api::registrations::ConsentView;
use svetlitsa_ui::client::registrations as client;
use svetlitsa_ui::components::{Checkbox, Loaded};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::{self, Lang};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::register as t;

/// Consent to processing personal data.
#[component]
pub fn Consent(
    /// The form around it.
    form: Form,
    /// Version that was agreed to; empty while the box is not ticked.
    version: RwSignal<String>,
) -> impl IntoView {
    let load = Load::new(client::get_consent);
    view! {
        <fieldset class="fieldset">
            <legend>{t::CONSENT}</legend>
            <Loaded load lines=3 let:consent><Text consent form version/></Loaded>
        </fieldset>
    }
}

/// The text and its box.
#[component]
fn Text(
    /// The text.
    consent: ConsentView,
    /// The form around it.
    form: Form,
    /// Version that was agreed to.
    version: RwSignal<String>,
) -> impl IntoView {
    let checked = RwSignal::new(version.with_untracked(|agreed| *agreed == consent.version));
    let current = consent.version;
    Effect::watch(
        move || checked.get(),
        move |is_checked, _, _| version.set(if *is_checked { current.clone() } else { String::new() }),
        false,
    );
    let (ru, en) = (consent.ru, consent.en);
    view! {
        <p>{move || if i18n::lang() == Lang::Ru { ru.clone() } else { en.clone() }}</p>
        <Checkbox name="consent" label=t::AGREE checked error=form.error_of("consent")/>
    }
}
