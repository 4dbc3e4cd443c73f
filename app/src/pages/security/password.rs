//! Another password.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::passwords::ChangePassword;
use svetlitsa_ui::client::passwords as client;
use svetlitsa_ui::components::{Button, ErrorSummary, FieldWidth, Notice, NoticeKind, TextField, TextKind};
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::texts::register;
use svetlitsa_ui::texts::security::password as t;

/// Another password.
#[component]
pub fn Password() -> impl IntoView {
    let (current, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_done = RwSignal::new(false);
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        is_done.set(false);
        let errors = [
            missing("current_password", &current.get_untracked(), t::CURRENT_MISSING),
            missing("password", &password.get_untracked(), register::PASSWORD_MISSING),
        ];
        if form.check(errors.into_iter().flatten().collect()) {
            let body = ChangePassword {
                current_password: current.get_untracked(),
                password: password.get_untracked(),
            };
            let attempt = form.attempt();
            form.send(async move { client::change_password(&body, &attempt).await }, move |()| {
                current.set(String::new());
                password.set(String::new());
                is_done.set(true);
            });
        }
    };
    view! {
        <form class="stack" data-gap="small" on:submit=submit novalidate>
            <h2>{t::TITLE}</h2>
            <ErrorSummary form/>
            {move || is_done.get().then(|| view! {
                <Notice kind=NoticeKind::Success is_news=true><p>{t::DONE}</p></Notice>
            })}
            <TextField name="current_password" label=t::CURRENT value=current kind=TextKind::Password
                autocomplete="current-password" width=FieldWidth::Medium error=form.error_of("current_password")/>
            <TextField name="password" label=t::NEW hint=register::PASSWORD_HINT value=password
                kind=TextKind::Password autocomplete="new-password" width=FieldWidth::Medium
                error=form.error_of("password")/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
            </div>
        </form>
    }
}
