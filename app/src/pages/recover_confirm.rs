//! The link of the recovery letter: a new password, and every place is signed out.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::passwords::RecoverPassword;
use svetlitsa_ui::client::passwords as client;
use svetlitsa_ui::components::{
    Button, ButtonLink, ErrorSummary, FieldWidth, Link, PageHeader, TextField, TextKind,
};
use svetlitsa_ui::focus;
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::texts::recover as t;
use svetlitsa_ui::texts::{register, shell};

use crate::letter_link::take_token;

/// A new password.
#[component]
pub fn RecoverConfirm() -> impl IntoView {
    let token = StoredValue::new(take_token());
    let is_done = RwSignal::new(false);
    let password = RwSignal::new(String::new());
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = password.get_untracked();
        if form.check(missing("password", &typed, register::PASSWORD_MISSING).into_iter().collect()) {
            let (body, attempt) =
                (RecoverPassword { token: token.get_value(), password: typed }, form.attempt());
            form.send(async move { client::recover(&body, &attempt).await }, move |()| {
                focus::ask_for_heading();
                is_done.set(true);
            });
        }
    };
    view! {
        <div class="page stack" data-width="journey">
            {move || if is_done.get() {
                view! {
                    <PageHeader title=t::DONE lead=t::DONE_LEAD/>
                    <div class="row"><ButtonLink href=pages::SIGN_IN.path>{shell::NAV_SIGN_IN}</ButtonLink></div>
                }.into_any()
            } else {
                view! {
                    <PageHeader title=t::NEW_TITLE lead=t::NEW_LEAD/>
                    <form class="stack" on:submit=submit novalidate>
                        <ErrorSummary form/>
                        <TextField name="password" label=t::NEW_PASSWORD hint=register::PASSWORD_HINT value=password
                            kind=TextKind::Password autocomplete="new-password" width=FieldWidth::Medium
                            error=form.error_of("password")/>
                        <div class="row">
                            <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SAVE}</Button>
                        </div>
                    </form>
                    <p><Link href=pages::RECOVER.path>{t::ANOTHER}</Link></p>
                }.into_any()
            }}
        </div>
    }
}
