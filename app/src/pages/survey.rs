//! Where the link in an answer's letter leads: what the customer thinks of it, without signing in.

use leptos::prelude::*;
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_ui::components::{ButtonLink, PageHeader};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::texts::errors::link_expired;
use svetlitsa_ui::texts::surveys as t;

use crate::letter_link::take_token;
use crate::opinion::{KnownBy, Opinion};

/// What a customer thinks of an answer.
#[component]
pub fn Survey() -> impl IntoView {
    let form = Form::new();
    let known_by = StoredValue::new(KnownBy::Link(take_token()));
    let is_over =
        Memo::new(move |_| form.failure().is_some_and(|error| error.code() == Some(ErrorCode::LinkExpired)));
    view! {
        <div class="page stack" data-width="journey">
            {move || if is_over.get() {
                view! {
                    <PageHeader title=link_expired::TITLE lead=t::OVER/>
                    <div class="row"><ButtonLink href=pages::APPEAL_NEW.path>{t::WRITE}</ButtonLink></div>
                }
                .into_any()
            } else {
                view! {
                    <PageHeader title=t::TITLE lead=t::LEAD/>
                    <Opinion known_by=known_by.get_value() form/>
                }
                .into_any()
            }}
        </div>
    }
}
