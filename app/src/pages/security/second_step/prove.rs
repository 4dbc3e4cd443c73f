//! What it takes to change it: the password and a code.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::second_factor::ProveSecondFactor;
use svetlitsa_ui::client::second_factor as client;
use svetlitsa_ui::components::{Button, ButtonKind, ErrorSummary, FieldWidth, TextField, TextKind};
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::texts::security::{password, second_step as t};

/// What is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// New recovery codes.
    Codes,
    /// Signing in by the password alone.
    Off,
}

/// Password and code.
#[component]
pub(super) fn Prove(
    /// What is changed.
    purpose: Purpose,
    /// Takes the new codes.
    show: Callback<Vec<String>>,
    /// It is off.
    off: Callback<()>,
    /// The way back.
    cancel: Callback<()>,
) -> impl IntoView {
    let (current, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form = Form::new().naming(&[("current_password", "prove_password")]);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body =
            ProveSecondFactor { current_password: current.get_untracked(), code: code.get_untracked() };
        let errors = [
            missing("prove_password", &body.current_password, password::CURRENT_MISSING),
            missing("code", &body.code, t::CODE_MISSING),
        ];
        if form.check(errors.into_iter().flatten().collect()) {
            let attempt = form.attempt();
            match purpose {
                Purpose::Codes => {
                    form.send(async move { client::renew_codes(&body, &attempt).await }, move |codes| {
                        show.run(codes.codes);
                    });
                }
                Purpose::Off => {
                    form.send(async move { client::remove(&body, &attempt).await }, move |()| off.run(()));
                }
            }
        }
    };
    let (lead, label) = match purpose {
        Purpose::Codes => (t::RENEW_LEAD, t::RENEW),
        Purpose::Off => (t::DISABLE_LEAD, t::DISABLE),
    };
    view! {
        <form class="stack" data-gap="small" on:submit=submit novalidate>
            <ErrorSummary form/>
            <p>{lead}</p>
            <TextField name="prove_password" label=password::CURRENT value=current kind=TextKind::Password
                autocomplete="current-password" width=FieldWidth::Medium error=form.error_of("prove_password")/>
            <TextField name="code" label=t::ANY_CODE value=code autocomplete="one-time-code"
                width=FieldWidth::Medium error=form.error_of("code")/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{label}</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| cancel.run(())>{t::CANCEL}</Button>
            </div>
        </form>
    }
}
