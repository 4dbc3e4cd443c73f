//! Where the link of a letter leads by which such letters begin or end: one press, without signing in.

use std::future::Future;

use leptos::prelude::*;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::pages::Page;
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_ui::client::{Answer, Attempt};
use svetlitsa_ui::components::{Button, ButtonLink, ErrorSummary, PageHeader};
use svetlitsa_ui::focus;
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::texts::errors::link_expired;

use crate::letter_link::take_token;

/// What the page says.
#[derive(Clone, Copy)]
pub(super) struct Said {
    /// What is asked.
    pub title: Text,
    /// What it means.
    pub lead: Text,
    /// On the button.
    pub submit: Text,
    /// That it is done.
    pub done: Text,
    /// About what.
    pub done_text: fn(&str) -> String,
    /// That the link is of no use, and what is.
    pub over: Text,
    /// On the link to a page.
    pub enter: Text,
    /// That page.
    pub page: Page,
}

/// The page; `follow` asks the server with the letter's token and answers what the letters are about.
pub(super) fn draw<F>(said: Said, follow: fn(FollowLink, Attempt) -> F) -> impl IntoView
where
    F: Future<Output = Answer<String>> + 'static,
{
    let done = RwSignal::new(None::<String>);
    let form = Form::new();
    let is_over = move || form.failure().is_some_and(|error| error.code() == Some(ErrorCode::LinkExpired));
    let body = StoredValue::new(FollowLink { token: take_token() });
    let press = move |()| {
        form.send(follow(body.get_value(), form.attempt()), move |about| {
            focus::ask_for_heading();
            done.set(Some(about));
        });
    };
    let busy = Signal::derive(move || form.is_busy());
    let way = move || {
        view! { <div class="row"><ButtonLink href=said.page.path>{said.enter}</ButtonLink></div> }
    };
    view! {
        <div class="page stack" data-width="journey">
            {move || match done.get() {
                Some(about) => view! {
                    <PageHeader title=said.done lead=Words::live(move || (said.done_text)(&about))/>
                    {way()}
                }
                .into_any(),
                None if is_over() => {
                    view! { <PageHeader title=link_expired::TITLE lead=said.over/>{way()} }.into_any()
                }
                None => view! {
                    <PageHeader title=said.title lead=said.lead/>
                    <ErrorSummary form/>
                    <div class="row"><Button busy on_press=press>{said.submit}</Button></div>
                }
                .into_any(),
            }}
        </div>
    }
}
