//! Offering access: to whom, for what, for how long.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::shares::OfferShare;
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::accounts::access::Rights;
use svetlitsa_domain::contacts::Email;
use svetlitsa_ui::client::shares as client;
use svetlitsa_ui::components::{
    Button, Checkbox, Choice, ErrorSummary, FieldWidth, Notice, NoticeKind, Select, TextField, TextKind,
};
use svetlitsa_ui::form::{FieldError, Form, missing};
use svetlitsa_ui::texts::shares as t;
use svetlitsa_ui::texts::{fields, register};

/// Offering access.
#[component]
pub(super) fn Offer(
    /// The account.
    number: AccountNumber,
    /// The list has one more.
    refresh: Callback<()>,
) -> impl IntoView {
    let email = RwSignal::new(String::new());
    let (view, submit, pay) = (RwSignal::new(true), RwSignal::new(true), RwSignal::new(false));
    let days = RwSignal::new(String::new());
    let sent = RwSignal::new(None::<String>);
    let form = Form::new();
    let number = StoredValue::new(number);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        sent.set(None);
        let typed = email.get_untracked().trim().to_owned();
        let rights =
            Rights { view: view.get_untracked(), submit: submit.get_untracked(), pay: pay.get_untracked() };
        let wrong =
            || typed.parse::<Email>().is_err().then(|| FieldError::new("email", fields::NOT_AN_EMAIL));
        let errors = [
            missing("email", &typed, register::EMAIL_MISSING).or_else(wrong),
            rights.is_empty().then(|| FieldError::new("rights", t::RIGHTS_MISSING)),
        ];
        if form.check(errors.into_iter().flatten().collect()) {
            let body = OfferShare { email: typed.clone(), rights, days: days.get_untracked().parse().ok() };
            let (number, attempt) = (number.get_value(), form.attempt());
            form.send(async move { client::offer(&number, &body, &attempt).await }, move |_| {
                email.set(String::new());
                sent.set(Some(typed));
                refresh.run(());
            });
        }
    };
    let terms =
        [("", t::TERM_ENDLESS), ("30", t::TERM_MONTH), ("90", t::TERM_QUARTER), ("365", t::TERM_YEAR)];
    let terms = terms.map(|(value, label)| Choice::new(value, label)).to_vec();
    view! {
        <form class="stack" on:submit=send novalidate>
            <h2>{t::OFFER}</h2>
            <ErrorSummary form/>
            {move || sent.get().map(|email| view! {
                <Notice kind=NoticeKind::Success is_news=true><p>{move || t::sent(&email)}</p></Notice>
            })}
            <TextField name="email" label=t::EMAIL hint=t::EMAIL_HINT value=email kind=TextKind::Email
                autocomplete="email" width=FieldWidth::Medium error=form.error_of("email")/>
            <fieldset class="fieldset">
                <legend>{t::RIGHTS}</legend>
                <Checkbox name="rights" label=t::RIGHT_VIEW checked=view error=form.error_of("rights")/>
                <Checkbox name="right_submit" label=t::RIGHT_SUBMIT checked=submit/>
                <Checkbox name="right_pay" label=t::RIGHT_PAY checked=pay/>
            </fieldset>
            <Select name="days" label=t::TERM value=days choices=terms error=form.error_of("days")/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
            </div>
        </form>
    }
}
