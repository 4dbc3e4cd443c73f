//! Add an account to the cabinet.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::accounts::{AccountAddition, AddAccount, AdditionOutcome};
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::accounts as client;
use svetlitsa_ui::components::{
    BackLink, Button, ButtonLink, Details, ErrorSummary, FieldWidth, PageHeader, TextField, TextKind,
};
use svetlitsa_ui::focus;
use svetlitsa_ui::form::{FieldError, Form, missing};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::accounts::addition as t;
use svetlitsa_ui::texts::{accounts, fields, register};

use crate::router::use_router;

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    account: RwSignal<String>,
    house: RwSignal<String>,
    label: RwSignal<String>,
    bill_code: RwSignal<String>,
}

impl Fields {
    fn errors(self) -> Vec<FieldError> {
        let account = self.account.get_untracked();
        let wrong = || {
            account
                .parse::<AccountNumber>()
                .is_err()
                .then(|| FieldError::new("account", fields::NOT_AN_ACCOUNT))
        };
        let house = missing("house", &self.house.get_untracked(), register::HOUSE_MISSING);
        [missing("account", &account, register::ACCOUNT_MISSING).or_else(wrong), house]
            .into_iter()
            .flatten()
            .collect()
    }

    fn body(self) -> AddAccount {
        AddAccount {
            account: self.account.get_untracked(),
            house: self.house.get_untracked(),
            bill_code: self.bill_code.get_untracked(),
            label: self.label.get_untracked(),
        }
    }
}

/// Add an account to the cabinet.
#[component]
pub fn AccountNew() -> impl IntoView {
    let empty = || RwSignal::new(String::new());
    let fields = Fields { account: empty(), house: empty(), label: empty(), bill_code: empty() };
    let asked = RwSignal::new(None::<AccountAddition>);
    view! {
        <div class="page stack" data-width="journey">
            <BackLink href=pages::ACCOUNTS.path label=accounts::TITLE/>
            {move || match asked.get() {
                Some(addition) => {
                    let number = addition.account.to_string();
                    view! {
                        <PageHeader title=t::ASKED lead=Words::live(move || t::asked_text(&number))/>
                        <div class="row"><ButtonLink href=pages::ACCOUNTS.path>{t::BACK}</ButtonLink></div>
                    }
                    .into_any()
                }
                None => view! { <Ask fields asked/> }.into_any(),
            }}
        </div>
    }
}

/// The form.
#[component]
fn Ask(
    /// What is typed.
    fields: Fields,
    /// Set when the account's owner has been asked.
    asked: RwSignal<Option<AccountAddition>>,
) -> impl IntoView {
    let (router, session) = (use_router(), use_session());
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.check(fields.errors()) {
            let (body, attempt) = (fields.body(), form.attempt());
            form.send(async move { client::add_account(&body, &attempt).await }, move |addition| {
                focus::ask_for_heading();
                match addition.outcome {
                    AdditionOutcome::Added => {
                        session.refresh();
                        router.replace(&pages::ACCOUNT.href(&[addition.account.as_str()]));
                    }
                    AdditionOutcome::OwnerAsked => asked.set(Some(addition)),
                }
            });
        }
    };
    view! {
        <PageHeader title=t::TITLE lead=t::LEAD/>
        <form class="stack" on:submit=submit novalidate>
            <ErrorSummary form/>
            <TextField name="account" label=register::ACCOUNT hint=register::ACCOUNT_HINT value=fields.account
                kind=TextKind::Digits autocomplete="off" width=FieldWidth::Short error=form.error_of("account")/>
            <TextField name="house" label=register::HOUSE hint=register::HOUSE_HINT value=fields.house
                autocomplete="off" width=FieldWidth::Short error=form.error_of("house")/>
            <TextField name="label" label=t::LABEL hint=t::LABEL_HINT value=fields.label autocomplete="off"
                width=FieldWidth::Medium is_optional=true error=form.error_of("label")/>
            <Details summary=register::TAKEN>
                <div class="stack" data-gap="small">
                    <p>{register::TAKEN_TEXT}</p>
                    <TextField name="bill_code" label=register::BILL_CODE hint=register::BILL_CODE_HINT
                        value=fields.bill_code autocomplete="off" width=FieldWidth::Medium is_optional=true
                        error=form.error_of("bill_code")/>
                </div>
            </Details>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
            </div>
        </form>
    }
}
