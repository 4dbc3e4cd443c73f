//! Sign in: login and password, then back to the page that asked.

mod demo;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages::{self, Audience, Page};
use svetlitsa_api::session::SignIn as Credentials;
use svetlitsa_api::{ErrorCode, paths};
use svetlitsa_ui::client::session as client;
use svetlitsa_ui::components::{Button, ErrorSummary, Link, PageHeader, Sign, TextField, TextKind};
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::sign_in as t;

use crate::areas;
use crate::router::{Router, use_router};
use demo::DemoCabinets;

/// Sign in.
#[component]
pub fn SignIn() -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let was_asked = asked_for(router).is_some();
    let next = StoredValue::new(next_of(router));
    // Whoever is signed in already has nothing to do on this page; but what this tab knows may be over by now.
    let is_fresh = session.confirmed();
    let is_resident = Memo::new(move |_| session.view().is_some_and(|view| view.resident.is_some()));
    Effect::new(move || {
        if is_fresh.get() && is_resident.get() {
            next.with_value(|next| router.replace(next));
        }
    });

    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (login, password) = (login.get_untracked(), password.get_untracked());
        let errors =
            [missing("login", &login, t::LOGIN_MISSING), missing("password", &password, t::PASSWORD_MISSING)];
        if form.check(errors.into_iter().flatten().collect()) {
            let credentials = Credentials { login: login.trim().to_owned(), password };
            let sign_in = async move {
                match client::sign_in(&credentials).await {
                    Err(error) if error.code() == Some(ErrorCode::SecondFactorRequired) => Ok(None),
                    answer => answer.map(Some),
                }
            };
            form.send(sign_in, move |view| match view {
                Some(view) => {
                    is_fresh.set(true);
                    session.put(view);
                }
                None => router.go(&next.with_value(|next| with_next(pages::SIGN_IN_CODE, next))),
            });
        }
    };
    let demo = move || {
        let _ = session.view()?.demo?;
        Some(view! { <DemoCabinets login password/> })
    };
    view! {
        <div class="page sign-in">
            <div class="stack">
                <PageHeader title=t::TITLE/>
                {was_asked.then(|| view! { <p class="lead">{t::AGAIN}</p> })}
                <ErrorSummary form/>
                <form class="stack" on:submit=submit on:focusin=move |_| next.with_value(|next| areas::fetch_ahead(next)) novalidate>
                    <TextField name="login" label=t::LOGIN hint=t::LOGIN_HINT value=login kind=TextKind::Email
                        autocomplete="username" error=form.error_of("login")/>
                    <TextField name="password" label=t::PASSWORD value=password kind=TextKind::Password
                        autocomplete="current-password" error=form.error_of("password")/>
                    <div class="row">
                        <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
                    </div>
                </form>
                <p class="row">
                    <Link href=pages::REGISTER.path>{t::REGISTER}</Link>
                    <Link href=pages::RECOVER.path>{t::RECOVER}</Link>
                </p>
            </div>
            <div class="stack sign-in__beside">
                {demo}
                <section class="stack" data-gap="small">
                    <h2>{t::WITHOUT}</h2>
                    <Link href=pages::READINGS_GUEST.path sign=Sign::Meter>{t::READINGS}</Link>
                    <Link href=pages::APPEAL_NEW.path sign=Sign::Speech>{t::REPORT}</Link>
                    <Link href=pages::STATUS.path sign=Sign::Clock>{t::STATUS}</Link>
                    <Link href=pages::RECEIPT_CHECK.path sign=Sign::Paper>{t::CHECK}</Link>
                </section>
            </div>
        </div>
    }
}

/// Where one goes after signing in: the page that asked for it, or the accounts.
pub(super) fn next_of(router: Router) -> String {
    asked_for(router).unwrap_or_else(|| pages::ACCOUNTS.path.to_owned())
}

/// The page that sent the reader here.
fn asked_for(router: Router) -> Option<String> {
    untrack(|| router.query("next")).and_then(|path| own_page(&path))
}

/// A page of signing in that leads on to another page.
pub(super) fn with_next(page: Page, next: &str) -> String {
    format!("{}?next={}", page.path, paths::encode(next))
}

/// The address to return to, when it is a page of ours for residents: nothing else may be asked for, or a
/// crafted link would lead the reader away right after signing in.
fn own_page(next: &str) -> Option<String> {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let is_resident_page =
        pages::find(path).is_some_and(|page| page.audience == Audience::Resident || *page == pages::KEPT);
    (next.starts_with('/') && !next.starts_with("//") && is_resident_page).then(|| next.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_residents_are_returned_to() {
        for next in ["/accounts", "/accounts/67100000017/pay?sum=10.00", "/payments/p1", "/kept"] {
            assert_eq!(own_page(next).as_deref(), Some(next));
        }
        for next in [
            "",
            "accounts",
            "//example.org/accounts",
            "https://example.org/accounts",
            "/staff",
            "/nowhere",
            "/\\accounts",
        ] {
            assert_eq!(own_page(next), None, "{next}");
        }
    }
}
