//! What was filed: the number to quote, by when the next step is promised, and what will be needed.

use leptos::prelude::*;
use svetlitsa_api::applications::ApplicationView;
use svetlitsa_api::{pages, paths};
use svetlitsa_ui::components::{Button, ButtonKind, ButtonLink, PageHeader, PromiseClock};
use svetlitsa_ui::texts::applications::form as t;

use super::documents;
use crate::pages::appeal_new::copy_number::CopyNumber;

/// What was filed.
#[component]
pub fn Filed(
    /// The application as registered.
    application: ApplicationView,
    /// Begins another one.
    again: Callback<()>,
) -> impl IntoView {
    let follow = format!("{}?number={}", pages::STATUS.path, paths::encode(&application.number));
    let phone = application.phone;
    let clock = application.clock.map(|clock| view! { <PromiseClock clock phone/> });
    view! {
        <PageHeader title=t::DONE lead=t::DONE_TEXT/>
        <div class="stack" data-gap="large">
            <CopyNumber number=application.number/>
            {clock}
            {documents(application.kind)}
            <div class="row">
                <ButtonLink href=follow>{t::FOLLOW}</ButtonLink>
                <Button kind=ButtonKind::Secondary on_press=again>{t::ANOTHER}</Button>
            </div>
        </div>
    }
}
