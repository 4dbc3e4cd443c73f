//! A letter is on its way: to whom, what to do with it, and what to do when it does not come.

use leptos::prelude::*;
use svetlitsa_ui::components::{Button, ButtonKind, PageHeader};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::register::letter as t;

use crate::phone_link::PhoneLink;

/// A letter is on its way.
#[component]
pub fn LetterSent(
    /// To which address.
    email: String,
    /// What to do with it.
    #[prop(into)]
    next: Words,
    /// How long its link stays good, minutes.
    valid_minutes: u32,
    /// The way back to the form.
    #[prop(into)]
    again: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let lasts = move || {
        let minutes = u64::from(valid_minutes);
        if minutes.is_multiple_of(60) { t::hours(minutes / 60) } else { t::minutes(minutes) }
    };
    view! {
        <PageHeader title=t::TITLE lead=Words::live(move || t::to(&email))/>
        <p>{next}" "{lasts}</p>
        <section class="stack" data-gap="small">
            <h2>{t::MISSING}</h2>
            <ul class="acknowledgement__next">
                <li>{t::SPAM}</li>
                <li>{t::CALL}" "{move || view! { <PhoneLink number=session.phone()/> }}</li>
            </ul>
            <div class="row">
                <Button kind=ButtonKind::Secondary on_press=again>{t::AGAIN}</Button>
            </div>
        </section>
    }
}
