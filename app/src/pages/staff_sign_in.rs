//! Staff signs in.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::session::{SignIn, StaffRole};
use svetlitsa_ui::client::session as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, ErrorSummary, FieldWidth, Link, Notice, PageHeader, TextField, TextKind,
};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::names;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::staff::sign_in as t;

use crate::router::use_router;

/// Logins of the sample world; shown only there.
const DEMO: [(StaffRole, &str); 3] = [
    (StaffRole::Operator, "operator@demo.svetlitsa"),
    (StaffRole::Supervisor, "supervisor@demo.svetlitsa"),
    (StaffRole::Admin, "admin@demo.svetlitsa"),
];
const DEMO_PASSWORD: &str = "svetlitsa-demo";

/// Staff signs in.
#[component]
pub fn StaffSignIn() -> impl IntoView {
    let session = use_session();
    let router = use_router();
    let form = Form::new();
    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_staff = Memo::new(move |_| session.view().is_some_and(|view| view.staff.is_some()));
    let is_demo = Memo::new(move |_| session.view().is_some_and(|view| view.demo.is_some()));
    // Read once: the address changes with the very step that it decides.
    let next = next(untrack(|| router.query("next")));
    let is_sure = session.confirmed();
    Effect::new(move || {
        if is_sure.get() && is_staff.get() {
            router.replace(&next);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let body =
            SignIn { login: login.get_untracked().trim().to_owned(), password: password.get_untracked() };
        let empty = [
            body.login.is_empty().then(|| FieldError::new("login", t::LOGIN_MISSING)),
            body.password.is_empty().then(|| FieldError::new("password", t::PASSWORD_MISSING)),
        ];
        if form.check(empty.into_iter().flatten().collect()) {
            let request = async move { client::staff_sign_in(&body).await };
            form.send(request, move |view| {
                is_sure.set(true);
                session.put(view);
            });
        }
    };
    let fill = move |demo: &'static str| {
        login.set(demo.to_owned());
        password.set(DEMO_PASSWORD.to_owned());
    };
    view! {
        <div class="page" data-width="journey">
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <form class="stack" novalidate on:submit=submit>
                <ErrorSummary form/>
                <TextField
                    name="login"
                    label=t::LOGIN
                    value=login
                    error=form.error_of("login")
                    kind=TextKind::Email
                    autocomplete="username"
                    width=FieldWidth::Medium
                />
                <TextField
                    name="password"
                    label=t::PASSWORD
                    value=password
                    error=form.error_of("password")
                    kind=TextKind::Password
                    autocomplete="current-password"
                    width=FieldWidth::Medium
                />
                <div class="row">
                    <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
                    <Link href=pages::SIGN_IN.path>{t::CUSTOMER}</Link>
                </div>
                {move || is_demo.get().then(|| view! {
                    <Notice title=t::DEMO>
                        <p>{t::DEMO_TEXT}</p>
                        <div class="row">
                            {DEMO.map(|(role, login)| view! {
                                <Button kind=ButtonKind::Secondary small=true on_press=move |()| fill(login)>
                                    {names::role(role)}
                                </Button>
                            })}
                        </div>
                    </Notice>
                })}
            </form>
        </div>
    }
}

/// Where to go on: a page of the desk only, whatever the address says.
fn next(asked: Option<String>) -> String {
    asked
        .filter(|next| pages::find(next).is_some_and(|page| page.audience == pages::Audience::Staff))
        .unwrap_or_else(|| pages::STAFF_ACCOUNTS.path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_the_desk_only() {
        for (asked, expected) in [
            (None, "/staff"),
            (Some("/staff/appeals/A-2026-000001"), "/staff/appeals/A-2026-000001"),
            (Some("/staff/sign-in"), "/staff"),
            (Some("//evil.example"), "/staff"),
            (Some("https://evil.example/staff"), "/staff"),
            (Some("/accounts"), "/staff"),
        ] {
            assert_eq!(next(asked.map(str::to_owned)), expected, "{asked:?}");
        }
    }
}
