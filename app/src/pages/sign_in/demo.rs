//! Who can sign in to the sample world; pressing a name fills the form in.

use leptos::prelude::*;
use svetlitsa_ui::components::{Button, ButtonKind};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::sign_in::demo as t;

/// Password of everybody in the sample world.
const PASSWORD: &str = "svetlitsa-demo";
/// Cabinets that show something of their own.
const CABINETS: [(&str, Text); 6] = [
    ("maria@demo.svetlitsa", t::MARIA),
    ("67100000033@demo.svetlitsa", t::ANNA),
    ("67100000041@demo.svetlitsa", t::ILYA),
    ("18300000030@demo.svetlitsa", t::OLGA),
    ("50200000021@demo.svetlitsa", t::ARTYOM),
    ("63400000018@demo.svetlitsa", t::WAVE),
];

/// Cabinets of the sample world.
#[component]
pub fn DemoCabinets(
    /// The form's login.
    login: RwSignal<String>,
    /// The form's password.
    password: RwSignal<String>,
) -> impl IntoView {
    let cabinets = CABINETS
        .into_iter()
        .map(|(name, words)| {
            let fill = move |()| {
                login.set(name.to_owned());
                password.set(PASSWORD.to_owned());
            };
            view! { <li><Button kind=ButtonKind::Quiet small=true on_press=fill>{words}</Button></li> }
        })
        .collect_view();
    view! {
        <section class="sign-in__demo">
            <h2>{t::TITLE}</h2>
            <p class="soft">{t::TEXT}</p>
            <ul>{cabinets}</ul>
        </section>
    }
}
