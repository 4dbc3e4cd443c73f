//! The password is forgotten: a letter leads to a new one.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::passwords::CreatePasswordRecovery;
use svetlitsa_api::registrations::LetterPromised;
use svetlitsa_domain::contacts::Email;
use svetlitsa_ui::client::passwords as client;
use svetlitsa_ui::components::{BackLink, Button, ErrorSummary, FieldWidth, PageHeader, TextField, TextKind};
use svetlitsa_ui::form::{FieldError, Form, missing};
use svetlitsa_ui::texts::recover as t;
use svetlitsa_ui::texts::{fields, register, shell};
use svetlitsa_ui::{focus, i18n};

use super::letter_sent::LetterSent;

/// The password is forgotten.
#[component]
pub fn Recover() -> impl IntoView {
    let email = RwSignal::new(String::new());
    let sent = RwSignal::new(None::<LetterPromised>);
    let again = Callback::new(move |()| sent.set(None));
    view! {
        <div class="page stack" data-width="journey">
            {move || match sent.get() {
                Some(letter) => view! {
                    <LetterSent email=email.get_untracked() next=t::LETTER_NEXT
                        valid_minutes=letter.valid_minutes again/>
                }.into_any(),
                None => view! { <Ask email sent/> }.into_any(),
            }}
        </div>
    }
}

/// Which cabinet.
#[component]
fn Ask(
    /// What is typed.
    email: RwSignal<String>,
    /// Set once the letter is on its way.
    sent: RwSignal<Option<LetterPromised>>,
) -> impl IntoView {
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = email.get_untracked();
        let wrong =
            || typed.parse::<Email>().is_err().then(|| FieldError::new("email", fields::NOT_AN_EMAIL));
        if form.check(missing("email", &typed, register::EMAIL_MISSING).or_else(wrong).into_iter().collect())
        {
            let language = i18n::lang().as_str().to_owned();
            let body = CreatePasswordRecovery { email: typed.trim().to_owned(), language };
            let attempt = form.attempt();
            form.send(async move { client::create_recovery(&body, &attempt).await }, move |letter| {
                focus::ask_for_heading();
                sent.set(Some(letter));
            });
        }
    };
    view! {
        <BackLink href=pages::SIGN_IN.path label=shell::NAV_SIGN_IN/>
        <PageHeader title=t::TITLE lead=t::LEAD/>
        <form class="stack" on:submit=submit novalidate>
            <ErrorSummary form/>
            <TextField name="email" label=t::EMAIL value=email kind=TextKind::Email autocomplete="username"
                width=FieldWidth::Medium error=form.error_of("email")/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
            </div>
        </form>
    }
}
