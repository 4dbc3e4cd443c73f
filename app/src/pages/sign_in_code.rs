//! The second step of signing in: a code of the app, or a recovery code.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::second_factor::OneTimeCode;
use svetlitsa_ui::client::{ClientError, second_factor as client};
use svetlitsa_ui::components::{
    BackLink, Button, ButtonLink, Details, ErrorSummary, FieldWidth, PageHeader, TextField,
};
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::security::second_step;
use svetlitsa_ui::texts::shell;
use svetlitsa_ui::texts::sign_in::code as t;

use super::sign_in::{next_of, with_next};
use crate::phone_link::PhoneLink;
use crate::router::use_router;

/// The second step of signing in.
#[component]
pub fn SignInCode() -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let next = StoredValue::new(next_of(router));
    let back = next.with_value(|next| with_next(pages::SIGN_IN, next));
    let again = back.clone();
    let code = RwSignal::new(String::new());
    let is_over = RwSignal::new(false);
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        if !form.check(missing("code", &typed, second_step::CODE_MISSING).into_iter().collect()) {
            return;
        }
        let body = OneTimeCode { code: typed };
        // Too long ago is no mistake of the form: the page then leads back to the password.
        let take = async move {
            match client::take_second_step(&body).await {
                Err(ClientError::SignedOut) => Ok(None),
                answer => answer.map(Some),
            }
        };
        form.send(take, move |view| match view {
            Some(view) => {
                session.put(view);
                next.with_value(|next| router.replace(next));
            }
            None => is_over.set(true),
        });
    };
    let ask = move || {
        view! {
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <form class="stack" on:submit=submit novalidate>
                <ErrorSummary form/>
                <TextField name="code" label=second_step::CODE hint=second_step::CODE_HINT value=code
                    autocomplete="one-time-code" width=FieldWidth::Medium error=form.error_of("code")/>
                <div class="row">
                    <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
                </div>
            </form>
            <Details summary=t::NO_PHONE>
                <div class="stack" data-gap="small">
                    <p>{t::NO_PHONE_TEXT}</p>
                    <p>{t::NO_CODES}" "{move || view! { <PhoneLink number=session.phone()/> }}</p>
                </div>
            </Details>
        }
    };
    view! {
        <div class="page stack" data-width="journey">
            <BackLink href=back label=shell::NAV_SIGN_IN/>
            {move || if is_over.get() {
                view! {
                    <PageHeader title=t::OVER lead=t::OVER_TEXT/>
                    <div class="row"><ButtonLink href=again.clone()>{t::AGAIN}</ButtonLink></div>
                }
                .into_any()
            } else {
                ask().into_any()
            }}
        </div>
    }
}
