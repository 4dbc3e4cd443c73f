//! Taking access without a cabinet: a password and a consent open one.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_api::shares::OpenByShare;
use svetlitsa_ui::client::shares as client;
use svetlitsa_ui::components::{Button, ErrorSummary, FieldWidth, TextField, TextKind};
use svetlitsa_ui::form::{FieldError, Form, missing};
use svetlitsa_ui::i18n;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::register;
use svetlitsa_ui::texts::shares::accept as t;

use crate::pages::register::consent::Consent;
use crate::router::use_router;

/// A password and a consent.
#[component]
pub(super) fn Open(
    /// The link.
    link: FollowLink,
    /// The mailbox that the letter went to.
    email: String,
    /// The account.
    number: String,
) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let (password, consent) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body = OpenByShare {
            token: link.token.clone(),
            password: password.get_untracked(),
            consent: consent.get_untracked(),
            language: i18n::lang().as_str().to_owned(),
        };
        let errors = [
            missing("password", &body.password, register::PASSWORD_MISSING),
            body.consent.is_empty().then(|| FieldError::new("consent", register::CONSENT_MISSING)),
        ];
        if form.check(errors.into_iter().flatten().collect()) {
            let (attempt, number) = (form.attempt(), number.clone());
            form.send(async move { client::open(&body, &attempt).await }, move |_| {
                session.refresh();
                router.replace(&pages::ACCOUNT.href(&[&number]));
            });
        }
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <ErrorSummary form/>
            <p>{move || t::open(&email)}</p>
            <TextField name="password" label=register::PASSWORD hint=register::PASSWORD_HINT value=password
                kind=TextKind::Password autocomplete="new-password" width=FieldWidth::Medium
                error=form.error_of("password")/>
            <Consent form version=consent/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
            </div>
        </form>
    }
}
