//! The acknowledgement: the number to quote, what happens next and by when, and how to follow it.

use leptos::prelude::*;
use svetlitsa_api::appeals::AppealView;
use svetlitsa_api::{pages, paths};
use svetlitsa_ui::components::{ButtonKind, ButtonLink, PageHeader, PromiseClock};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::appeals::sent as t;

use super::copy_number::CopyNumber;

/// The acknowledgement.
#[component]
pub fn Sent(
    /// The appeal as registered.
    appeal: AppealView,
) -> impl IntoView {
    let follow = format!("{}?number={}", pages::STATUS.path, paths::encode(&appeal.number));
    let due = appeal.clock.due.date_naive();
    let contact = appeal.masked_contact;
    let way_of_answer = move || match (contact.contains('@'), appeal.is_letter_withheld) {
        (true, false) => t::letter(&contact),
        (true, true) => t::letter_withheld(&contact),
        (false, _) => t::call(&contact),
    };
    view! {
        <PageHeader title=t::TITLE lead=t::LEAD/>
        <div class="stack" data-gap="large">
            <CopyNumber number=appeal.number/>
            <PromiseClock clock=appeal.clock phone=appeal.phone/>
            <div class="stack" data-gap="small">
                <h2>{t::NEXT}</h2>
                <ol class="acknowledgement__next">
                    <li>{way_of_answer}</li>
                    <li>{move || t::promise(&format::date(due))}</li>
                    <li>{t::STATUS}</li>
                </ol>
            </div>
            <div class="row">
                <ButtonLink href=follow>{t::FOLLOW}</ButtonLink>
                <ButtonLink href=pages::APPEAL_NEW.path kind=ButtonKind::Secondary>{t::ANOTHER}</ButtonLink>
            </div>
        </div>
    }
}
