//! Where nothing can be entered: a meter that reports by itself.

use leptos::prelude::*;
use svetlitsa_api::accounts::MeterView;
use svetlitsa_api::pages;
use svetlitsa_ui::components::{Link, Notice, Sign};
use svetlitsa_ui::texts::readings as t;

use super::passport::Passport;

/// A meter that reports by itself.
#[component]
pub fn ClosedEntry(
    /// The meter.
    meter: MeterView,
) -> impl IntoView {
    let passport = meter.clone();
    view! {
        <section class="stack" data-gap="small">
            <h2 class="readings__meter">{move || t::meter(&meter.model, &meter.serial)}</h2>
            <Notice title=t::SMART_TITLE>
                <p>{t::SMART_TEXT}</p>
                <Link href=pages::APPEAL_NEW.path sign=Sign::Speech>{t::REPORT}</Link>
            </Notice>
            <Passport meter=passport/>
        </section>
    }
}
