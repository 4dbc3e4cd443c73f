//! The owner's letter: somebody asks for the same account. Nothing happens unless the owner says so.

use leptos::prelude::*;
use svetlitsa_api::registrations::{ClaimAnswered, FollowLink};
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_ui::client::registrations as client;
use svetlitsa_ui::components::{Button, ButtonKind, ButtonLink, ErrorSummary, PageHeader};
use svetlitsa_ui::focus;
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::errors::link_expired;
use svetlitsa_ui::texts::register::allow as t;

use crate::letter_link::take_token;

/// What the owner said.
#[derive(Clone)]
enum Word {
    /// Nothing yet.
    None,
    /// Yes.
    Yes(ClaimAnswered),
    /// No.
    No(ClaimAnswered),
}

/// Somebody asks for the same account.
#[component]
pub fn RegisterAllow() -> impl IntoView {
    let word = RwSignal::new(Word::None);
    let form = Form::new();
    let is_over = move || form.failure().is_some_and(|error| error.code() == Some(ErrorCode::LinkExpired));
    let token = StoredValue::new(take_token());
    view! {
        <div class="page stack" data-width="journey">
            {move || match word.get() {
                Word::Yes(answered) => said(t::DONE, t::done_text, answered).into_any(),
                Word::No(answered) => said(t::REFUSED, t::refused_text, answered).into_any(),
                Word::None if is_over() => view! {
                    <PageHeader title=link_expired::TITLE lead=t::OVER/>
                    <div class="row"><ButtonLink href=pages::ACCOUNTS.path>{t::ENTER}</ButtonLink></div>
                }
                .into_any(),
                Word::None => view! { <Ask form word token=token.get_value()/> }.into_any(),
            }}
        </div>
    }
}

fn said(
    title: svetlitsa_ui::i18n::Text,
    sentence: fn(&str, &str) -> String,
    answered: ClaimAnswered,
) -> impl IntoView {
    let (number, newcomer) = (answered.account.to_string(), answered.newcomer);
    view! {
        <PageHeader title lead=Words::live(move || sentence(&number, &newcomer))/>
        <div class="row"><ButtonLink href=pages::ACCOUNTS.path>{t::ENTER}</ButtonLink></div>
    }
}

/// The question.
#[component]
fn Ask(
    /// Sends the word.
    form: Form,
    /// Set once it is said.
    word: RwSignal<Word>,
    /// Whose it is.
    token: String,
) -> impl IntoView {
    let body = StoredValue::new(FollowLink { token });
    let busy = Signal::derive(move || form.is_busy());
    let allow = move |()| {
        let (body, attempt) = (body.get_value(), form.attempt());
        form.send(async move { client::approve_claim(&body, &attempt).await }, move |answered| {
            focus::ask_for_heading();
            word.set(Word::Yes(answered));
        });
    };
    let refuse = move |()| {
        let (body, attempt) = (body.get_value(), form.attempt());
        form.send(async move { client::refuse_claim(&body, &attempt).await }, move |answered| {
            focus::ask_for_heading();
            word.set(Word::No(answered));
        });
    };
    view! {
        <PageHeader title=t::TITLE lead=t::LEAD/>
        <ErrorSummary form/>
        <p>{t::WARNING}</p>
        <div class="row">
            <Button busy on_press=allow>{t::SUBMIT}</Button>
            <Button kind=ButtonKind::Secondary busy on_press=refuse>{t::LEAVE}</Button>
        </div>
    }
}
