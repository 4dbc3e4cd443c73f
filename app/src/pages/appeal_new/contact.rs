//! Where to answer: e-mail or telephone, the name, and the account when it is about one.

use leptos::prelude::*;
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::contacts::Email;
use svetlitsa_ui::components::{Choice, FieldWidth, Select, TextField, TextKind};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::appeals::form as t;

use super::fields::Fields;

/// Where to answer. Residents find what we know of them filled in.
#[component]
pub fn Contact(
    /// The form around it.
    form: Form,
    /// What is typed.
    fields: Fields,
) -> impl IntoView {
    let session = use_session();
    let resident = Memo::new(move |_| session.view()?.resident);
    let accounts = Memo::new(move |_| resident.get().map(|resident| resident.accounts).unwrap_or_default());
    let is_filled = StoredValue::new(false);
    Effect::new(move || {
        let Some(resident) = resident.get() else { return };
        // Once only: what was emptied on purpose stays empty.
        if is_filled.get_value() {
            return;
        }
        is_filled.set_value(true);
        if fields.name.with_untracked(String::is_empty) {
            fields.name.set(resident.name);
        }
        let has_contact =
            [fields.email, fields.phone].iter().any(|field| !field.with_untracked(String::is_empty));
        if !has_contact && resident.login.parse::<Email>().is_ok() {
            fields.email.set(resident.login);
        }
    });
    view! {
        <fieldset class="fieldset">
            <legend>{t::CONTACT}</legend>
            <p class="field__hint">{t::CONTACT_WHY}</p>
            <TextField
                name="email"
                label=t::EMAIL
                hint=t::EMAIL_HINT
                value=fields.email
                error=form.error_of("email")
                kind=TextKind::Email
                autocomplete="email"
                width=FieldWidth::Medium
            />
            <TextField
                name="phone"
                label=t::PHONE
                hint=t::PHONE_HINT
                value=fields.phone
                error=form.error_of("phone")
                kind=TextKind::Phone
                autocomplete="tel"
                width=FieldWidth::Medium
            />
            <TextField
                name="name"
                label=t::NAME
                value=fields.name
                error=form.error_of("name")
                autocomplete="name"
                width=FieldWidth::Medium
                is_optional=true
            />
            {move || account_field(&accounts.get(), form, fields)}
        </fieldset>
    }
}

fn account_field(accounts: &[AccountNumber], form: Form, fields: Fields) -> AnyView {
    let error = form.error_of("account");
    if accounts.is_empty() {
        return view! {
            <TextField
                name="account"
                label=t::ACCOUNT
                hint=t::ACCOUNT_HINT
                value=fields.account
                error
                kind=TextKind::Digits
                autocomplete="off"
                width=FieldWidth::Short
                is_optional=true
            />
        }
        .into_any();
    }
    let numbers = accounts.iter().map(|number| Choice::new(number.as_str(), number.to_string()));
    let choices = std::iter::once(Choice::new("", t::ACCOUNT_NONE)).chain(numbers).collect();
    view! { <Select name="account" label=t::ACCOUNT value=fields.account choices error/> }.into_any()
}
