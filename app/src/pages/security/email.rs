//! Another address to sign in with: the letter to it decides.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::passwords::ChangeEmail;
use svetlitsa_domain::contacts;
use svetlitsa_ui::client::passwords as client;
use svetlitsa_ui::components::{Button, ErrorSummary, FieldWidth, Notice, NoticeKind, TextField, TextKind};
use svetlitsa_ui::form::{FieldError, Form, missing};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::register;
use svetlitsa_ui::texts::security::email as t;
use svetlitsa_ui::texts::security::password;

/// Another address to sign in with.
#[component]
pub fn Email() -> impl IntoView {
    let session = use_session();
    let login =
        Memo::new(move |_| session.view().and_then(|view| view.resident).map(|resident| resident.login));
    let (current, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let sent = RwSignal::new(None::<String>);
    // Several forms of the page ask for the password.
    let form = Form::new().naming(&[("current_password", "email_current_password")]);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        sent.set(None);
        let (typed, secret) = (email.get_untracked(), current.get_untracked());
        let wrong = || {
            typed
                .parse::<contacts::Email>()
                .is_err()
                .then(|| FieldError::new("email", svetlitsa_ui::texts::fields::NOT_AN_EMAIL))
        };
        let errors = [
            missing("email", &typed, register::EMAIL_MISSING).or_else(wrong),
            missing("email_current_password", &secret, password::CURRENT_MISSING),
        ];
        if form.check(errors.into_iter().flatten().collect()) {
            let typed = typed.trim().to_owned();
            let body = ChangeEmail { current_password: secret, email: typed.clone() };
            let attempt = form.attempt();
            form.send(async move { client::change_email(&body, &attempt).await }, move |_| {
                current.set(String::new());
                email.set(String::new());
                sent.set(Some(typed));
            });
        }
    };
    view! {
        <form class="stack" data-gap="small" on:submit=submit novalidate>
            <h2>{t::TITLE}</h2>
            <p>{move || login.get().map(|login| t::now(&login))}</p>
            <ErrorSummary form/>
            {move || sent.get().map(|email| view! {
                <Notice kind=NoticeKind::Success is_news=true><p>{move || t::sent(&email)}</p></Notice>
            })}
            <TextField name="email" label=t::NEW value=email kind=TextKind::Email autocomplete="email"
                width=FieldWidth::Medium error=form.error_of("email")/>
            <TextField name="email_current_password" label=password::CURRENT value=current kind=TextKind::Password
                autocomplete="current-password" width=FieldWidth::Medium error=form.error_of("email_current_password")/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
            </div>
        </form>
    }
}
