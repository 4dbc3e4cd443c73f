//! Switching it on: the password, the app's camera, the app's first code.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::second_factor::{EnrolSecondFactor, OneTimeCode, SecondFactorSecret};
use svetlitsa_ui::client::second_factor as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, Details, ErrorSummary, FieldWidth, Qr, TextField, TextKind,
};
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::texts::security::{password, second_step as t};

/// The password first: an open browser must not be enough to lock its owner out.
#[component]
pub(super) fn Password(
    /// Takes the secret.
    done: Callback<SecondFactorSecret>,
    /// The way back.
    cancel: Callback<()>,
) -> impl IntoView {
    let current = RwSignal::new(String::new());
    let form = Form::new().naming(&[("current_password", "enrol_password")]);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = current.get_untracked();
        let errors = missing("enrol_password", &typed, password::CURRENT_MISSING);
        if form.check(errors.into_iter().collect()) {
            let (body, attempt) = (EnrolSecondFactor { current_password: typed }, form.attempt());
            form.send(async move { client::enrol(&body, &attempt).await }, move |secret| done.run(secret));
        }
    };
    view! {
        <form class="stack" data-gap="small" on:submit=submit novalidate>
            <ErrorSummary form/>
            <p>{t::PASSWORD_LEAD}</p>
            <TextField name="enrol_password" label=password::CURRENT value=current kind=TextKind::Password
                autocomplete="current-password" width=FieldWidth::Medium error=form.error_of("enrol_password")/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::NEXT}</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| cancel.run(())>{t::CANCEL}</Button>
            </div>
        </form>
    }
}

/// The secret, by camera or by hand, and the first code.
#[component]
pub(super) fn Scan(
    /// The secret.
    secret: SecondFactorSecret,
    /// Takes the recovery codes.
    done: Callback<Vec<String>>,
    /// The way back.
    cancel: Callback<()>,
) -> impl IntoView {
    let SecondFactorSecret { address, secret } = secret;
    let grouped = secret.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let code = RwSignal::new(String::new());
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        if form.check(missing("code", &typed, t::CODE_MISSING).into_iter().collect()) {
            let (body, attempt) = (OneTimeCode { code: typed }, form.attempt());
            form.send(async move { client::confirm(&body, &attempt).await }, move |codes| {
                done.run(codes.codes);
            });
        }
    };
    let own = address.clone();
    view! {
        <form class="stack" on:submit=submit novalidate>
            <ErrorSummary form/>
            <p>{t::SCAN}</p>
            <Qr data=address label=t::QR/>
            <p><a href=own>{t::OPEN_APP}</a></p>
            <Details summary=t::BY_HAND>
                <p>{t::BY_HAND_TEXT}</p>
                <p class="second-step__secret">{grouped}</p>
            </Details>
            <TextField name="code" label=t::CODE hint=t::CODE_HINT value=code kind=TextKind::Digits
                autocomplete="one-time-code" width=FieldWidth::Short error=form.error_of("code")/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::CONFIRM}</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| cancel.run(())>{t::CANCEL}</Button>
            </div>
        </form>
    }
}
