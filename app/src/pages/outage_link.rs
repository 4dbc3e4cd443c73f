//! Where links of letters about outages lead: letters may come, or come no more; by one press, without signing in.

use std::future::Future;

use leptos::prelude::*;
use svetlitsa_api::outages::OutageFollowed;
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_ui::client::outages as client;
use svetlitsa_ui::client::{Answer, Attempt};
use svetlitsa_ui::components::{Button, ButtonLink, ErrorSummary, PageHeader};
use svetlitsa_ui::focus;
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::texts::errors::link_expired;
use svetlitsa_ui::texts::outages::letters as t;

use crate::letter_link::take_token;

/// What the page says: what is asked, what it means, on the button, that it is done, and about what.
#[derive(Clone, Copy)]
struct Said {
    title: Text,
    lead: Text,
    submit: Text,
    done: Text,
    done_text: fn(&str) -> String,
}

/// Letters may come.
#[component]
pub fn OutageConfirm() -> impl IntoView {
    let said = Said {
        title: t::CONFIRM_TITLE,
        lead: t::CONFIRM_LEAD,
        submit: t::CONFIRM_SUBMIT,
        done: t::CONFIRMED,
        done_text: |about| t::confirmed_text(about),
    };
    draw(said, |body, attempt| async move { client::confirm(&body, &attempt).await })
}

/// No more letters.
#[component]
pub fn OutageEnd() -> impl IntoView {
    let said = Said {
        title: t::END_TITLE,
        lead: t::END_LEAD,
        submit: t::END_SUBMIT,
        done: t::ENDED,
        done_text: |about| t::ended_text(about),
    };
    draw(said, |body, attempt| async move { client::end(&body, &attempt).await })
}

fn draw<F>(said: Said, follow: fn(FollowLink, Attempt) -> F) -> impl IntoView
where
    F: Future<Output = Answer<OutageFollowed>> + 'static,
{
    let done = RwSignal::new(None::<String>);
    let form = Form::new();
    let is_over = move || form.failure().is_some_and(|error| error.code() == Some(ErrorCode::LinkExpired));
    let body = StoredValue::new(FollowLink { token: take_token() });
    let press = move |()| {
        form.send(follow(body.get_value(), form.attempt()), move |answer| {
            focus::ask_for_heading();
            done.set(Some(answer.about));
        });
    };
    let busy = Signal::derive(move || form.is_busy());
    let way =
        move || view! { <div class="row"><ButtonLink href=pages::OUTAGES.path>{t::BOARD}</ButtonLink></div> };
    view! {
        <div class="page stack" data-width="journey">
            {move || match done.get() {
                Some(about) => view! {
                    <PageHeader title=said.done lead=Words::live(move || (said.done_text)(&about))/>
                    {way()}
                }
                .into_any(),
                None if is_over() => {
                    view! { <PageHeader title=link_expired::TITLE lead=t::OVER/>{way()} }.into_any()
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
