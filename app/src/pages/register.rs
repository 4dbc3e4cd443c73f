//! Ask for a cabinet: account, house, e-mail, password, consent. A letter answers, whatever was asked.

mod consent;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::registrations::{CreateRegistration, LetterPromised};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::contacts::Email;
use svetlitsa_ui::client::registrations as client;
use svetlitsa_ui::components::{
    Button, Details, ErrorSummary, FieldWidth, Link, PageHeader, TextField, TextKind,
};
use svetlitsa_ui::form::{FieldError, Form, missing};
use svetlitsa_ui::texts::fields;
use svetlitsa_ui::texts::register as t;
use svetlitsa_ui::{focus, i18n};

use super::letter_sent::LetterSent;
use crate::draft::Draft;
use consent::Consent;

/// What is typed. Everything but the password outlives a reload.
#[derive(Clone, Copy)]
struct Fields {
    account: RwSignal<String>,
    house: RwSignal<String>,
    email: RwSignal<String>,
    password: RwSignal<String>,
    bill_code: RwSignal<String>,
    consent: RwSignal<String>,
}

impl Fields {
    fn restored() -> Self {
        let kept = |field: &str| Draft::new("register", "new", field).signal(String::new());
        Self {
            account: kept("account"),
            house: kept("house"),
            email: kept("email"),
            password: RwSignal::new(String::new()),
            bill_code: kept("bill_code"),
            consent: RwSignal::new(String::new()),
        }
    }

    fn errors(self) -> Vec<FieldError> {
        let account = self.account.get_untracked();
        let wrong_account = || {
            account
                .parse::<AccountNumber>()
                .is_err()
                .then(|| FieldError::new("account", fields::NOT_AN_ACCOUNT))
        };
        let email = self.email.get_untracked();
        let wrong_email =
            || email.parse::<Email>().is_err().then(|| FieldError::new("email", fields::NOT_AN_EMAIL));
        [
            missing("account", &account, t::ACCOUNT_MISSING).or_else(wrong_account),
            missing("house", &self.house.get_untracked(), t::HOUSE_MISSING),
            missing("email", &email, t::EMAIL_MISSING).or_else(wrong_email),
            missing("password", &self.password.get_untracked(), t::PASSWORD_MISSING),
            self.consent
                .with_untracked(String::is_empty)
                .then(|| FieldError::new("consent", t::CONSENT_MISSING)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn body(self) -> CreateRegistration {
        CreateRegistration {
            account: self.account.get_untracked(),
            house: self.house.get_untracked(),
            email: self.email.get_untracked().trim().to_owned(),
            password: self.password.get_untracked(),
            consent: self.consent.get_untracked(),
            bill_code: self.bill_code.get_untracked(),
            language: i18n::lang().as_str().to_owned(),
        }
    }
}

/// Ask for a cabinet.
#[component]
pub fn Register() -> impl IntoView {
    let fields = Fields::restored();
    let sent = RwSignal::new(None::<LetterPromised>);
    let again = Callback::new(move |()| sent.set(None));
    view! {
        <div class="page stack" data-width="journey">
            {move || match sent.get() {
                Some(letter) => view! {
                    <LetterSent email=fields.email.get_untracked() next=t::LETTER_NEXT
                        valid_minutes=letter.valid_minutes again/>
                }.into_any(),
                None => view! { <Ask fields sent/> }.into_any(),
            }}
        </div>
    }
}

/// The form.
#[component]
fn Ask(
    /// What is typed.
    fields: Fields,
    /// Set once the letter is on its way.
    sent: RwSignal<Option<LetterPromised>>,
) -> impl IntoView {
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.check(fields.errors()) {
            let (body, attempt) = (fields.body(), form.attempt());
            form.send(async move { client::create_registration(&body, &attempt).await }, move |letter| {
                focus::ask_for_heading();
                sent.set(Some(letter));
            });
        }
    };
    view! {
        <PageHeader title=t::TITLE lead=t::LEAD/>
        <form class="stack" on:submit=submit novalidate>
            <ErrorSummary form/>
            <TextField name="account" label=t::ACCOUNT hint=t::ACCOUNT_HINT value=fields.account
                kind=TextKind::Digits autocomplete="off" width=FieldWidth::Short error=form.error_of("account")/>
            <TextField name="house" label=t::HOUSE hint=t::HOUSE_HINT value=fields.house
                autocomplete="off" width=FieldWidth::Short error=form.error_of("house")/>
            <TextField name="email" label=t::EMAIL hint=t::EMAIL_HINT value=fields.email
                kind=TextKind::Email autocomplete="username" width=FieldWidth::Medium error=form.error_of("email")/>
            <TextField name="password" label=t::PASSWORD hint=t::PASSWORD_HINT value=fields.password
                kind=TextKind::Password autocomplete="new-password" width=FieldWidth::Medium
                error=form.error_of("password")/>
            <Details summary=t::TAKEN>
                <div class="stack" data-gap="small">
                    <p>{t::TAKEN_TEXT}</p>
                    <TextField name="bill_code" label=t::BILL_CODE hint=t::BILL_CODE_HINT value=fields.bill_code
                        autocomplete="off" width=FieldWidth::Medium is_optional=true
                        error=form.error_of("bill_code")/>
                </div>
            </Details>
            <Consent form version=fields.consent/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
            </div>
        </form>
        <p>{t::HAVE}" "<Link href=pages::SIGN_IN.path>{t::SIGN_IN}</Link></p>
    }
}
