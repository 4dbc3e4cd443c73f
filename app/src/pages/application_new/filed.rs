//! What was filed: the number to quote, by when the next step is promised, and what will be needed.

use leptos::prelude::*;
use svetlitsa_api::applications::ApplicationView;
use svetlitsa_api::{pages, paths};
use svetlitsa_ui::components::{Button, ButtonKind, ButtonLink, Notice, NoticeKind, PageHeader};
use svetlitsa_ui::texts::applications::{case, form as t};

use crate::pages::appeal_new::copy_number::CopyNumber;
use crate::pages::applications::case::clocks;
use crate::pages::applications::papers::document_list;

/// What was filed.
#[component]
pub fn Filed(
    /// The application as registered.
    application: ApplicationView,
    /// Begins another one.
    again: Callback<()>,
) -> impl IntoView {
    let follow = format!("{}?number={}", pages::STATUS.path, paths::encode(&application.number));
    let clocks = clocks(application.clock, application.other_clocks, &application.phone);
    let missing = (!application.missing.is_empty()).then(|| {
        let list = document_list(&application.missing);
        view! { <Notice kind=NoticeKind::Warning title=case::MISSING>{list}</Notice> }
    });
    view! {
        <PageHeader title=t::DONE lead=t::DONE_TEXT/>
        <div class="stack" data-gap="large">
            <CopyNumber number=application.number/>
            {missing}
            {clocks}
            <div class="row">
                <ButtonLink href=follow>{t::FOLLOW}</ButtonLink>
                <Button kind=ButtonKind::Secondary on_press=again>{t::ANOTHER}</Button>
            </div>
        </div>
    }
}
