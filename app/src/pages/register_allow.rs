//! The owner's letter: somebody asks for the same account. Nothing happens unless the owner says so.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::registrations::{ClaimApproved, FollowLink};
use svetlitsa_ui::client::registrations as client;
use svetlitsa_ui::components::{Button, ButtonKind, ButtonLink, ErrorSummary, PageHeader};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::register::allow as t;

use crate::letter_link::take_token;

/// Somebody asks for the same account.
#[component]
pub fn RegisterAllow() -> impl IntoView {
    let token = StoredValue::new(take_token());
    let form = Form::new();
    let done = RwSignal::new(None::<ClaimApproved>);
    let allow = move |()| {
        let (body, attempt) = (FollowLink { token: token.get_value() }, form.attempt());
        form.send(async move { client::approve_claim(&body, &attempt).await }, move |approved| {
            done.set(Some(approved));
        });
    };
    view! {
        <div class="page stack" data-width="journey">
            {move || match done.get() {
                Some(ClaimApproved { account, newcomer }) => {
                    let number = account.to_string();
                    view! {
                        <PageHeader title=t::DONE lead=Words::live(move || t::done_text(&number, &newcomer))/>
                        <div class="row"><ButtonLink href=pages::ACCOUNTS.path>{t::ENTER}</ButtonLink></div>
                    }
                    .into_any()
                }
                None => view! {
                    <PageHeader title=t::TITLE lead=t::LEAD/>
                    <ErrorSummary form/>
                    <p>{t::WARNING}</p>
                    <div class="row">
                        <Button busy=Signal::derive(move || form.is_busy()) on_press=allow>{t::SUBMIT}</Button>
                        <ButtonLink href=pages::HOME.path kind=ButtonKind::Secondary>{t::LEAVE}</ButtonLink>
                    </div>
                }
                .into_any(),
            }}
        </div>
    }
}
