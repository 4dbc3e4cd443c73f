//! Says that this is the sample world, and which day it is there when that is not today.

use leptos::prelude::*;

use crate::i18n::Words;
use crate::session::use_session;
use crate::texts::parts;
use crate::{clock, format};

/// Shown on every page of the sample world.
#[component]
pub fn DemoBanner(
    /// What its landmark is called, where a page shows a second one.
    #[prop(into, default = parts::DEMO_TITLE.into())]
    label: Words,
) -> impl IntoView {
    let session = use_session();
    move || {
        let demo = session.view()?.demo?;
        let label = label.clone();
        let clock = move || {
            let now = clock::now().filter(|_| demo.is_clock_shifted)?;
            Some(view! { <p>{parts::demo_clock(&format::moment(now))}</p> })
        };
        Some(view! {
            <aside class="banner" data-kind="demo" aria-label=label>
                <div class="banner__body">
                    <strong>{parts::DEMO_TITLE}</strong>
                    <p>{parts::DEMO_TEXT}</p>
                    {clock}
                </div>
            </aside>
        })
    }
}
