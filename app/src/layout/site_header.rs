//! The head of the site: the mark, the ways for those who are signed in, and the switches of the view.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::client::session as client;
use svetlitsa_ui::components::{Appearance, Icon, Mark, Sign};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::shell;

use crate::router::use_router;
use crate::{draft, worker};

/// The head of the site.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let session = use_session();
    let router = use_router();
    // Built when it is first wanted, which on most visits is never.
    let is_opened = RwSignal::new(false);
    let is_here = move |path: &'static str| move || (router.path() == path).then_some("page");
    let is_staff =
        Memo::new(move |_| session.view().is_some_and(|view| view.staff.is_some() && view.preview.is_none()));
    let is_resident = Memo::new(move |_| session.has_cabinet());
    let is_preview = Memo::new(move |_| session.is_preview());
    let is_known = Memo::new(move |_| session.view().is_some());
    let ways = move || {
        if is_staff.get() {
            view! {
                <a class="site-header__link" href=pages::STAFF_ACCOUNTS.path aria-current=is_here(pages::STAFF_ACCOUNTS.path)>
                    {shell::NAV_STAFF}
                </a>
            }
            .into_any()
        } else if is_resident.get() {
            view! {
                <a class="site-header__link" href=pages::ACCOUNTS.path aria-current=is_here(pages::ACCOUNTS.path)>
                    {shell::NAV_ACCOUNTS}
                </a>
            }
            .into_any()
        } else {
            view! {
                <a class="site-header__link site-header__wide" href=pages::STATUS.path aria-current=is_here(pages::STATUS.path)>
                    {shell::NAV_STATUS}
                </a>
            }
            .into_any()
        }
    };
    let door = move || {
        if is_preview.get() || !is_known.get() {
            ().into_any()
        } else if is_staff.get() || is_resident.get() {
            view! { <SignOut is_staff=is_staff.get()/> }.into_any()
        } else {
            view! {
                <a class="site-header__link" href=pages::SIGN_IN.path aria-current=is_here(pages::SIGN_IN.path)>
                    <Icon sign=Sign::Person/>
                    {shell::NAV_SIGN_IN}
                </a>
            }
            .into_any()
        }
    };
    view! {
        <header class="site-header">
            <div class="site-header__bar">
                <a class="site-header__brand" href=pages::HOME.path aria-label=shell::TO_HOME>
                    <Mark/>
                    <span>{shell::NAME}</span>
                </a>
                <details class="site-header__panel" on:toggle=move |_| is_opened.set(true)>
                    <summary class="site-header__link">
                        <Icon sign=Sign::Display/>
                        <span class="site-header__label">{shell::NAV_APPEARANCE}</span>
                    </summary>
                    <div class="site-header__sheet">{move || is_opened.get().then(|| view! { <Appearance/> })}</div>
                </details>
                <nav class="site-header__nav" aria-label=shell::NAV_LABEL>{ways} {door}</nav>
            </div>
        </header>
    }
}

/// Signs out and leaves by a full load, so that nothing of the cabinet stays in memory.
#[component]
fn SignOut(
    /// Of the desk, not of a cabinet.
    is_staff: bool,
) -> impl IntoView {
    let form = Form::new();
    let router = use_router();
    let leave = move |_| {
        let away = move |()| {
            draft::forget_all();
            let _ = window().location().assign(pages::HOME.path);
        };
        if is_staff {
            form.send(client::staff_sign_out(), away);
        } else if worker::keeps() {
            // Something of the resident is on this device: that page takes it away, and asks first where it must.
            router.go(pages::LEAVE.path);
        } else {
            form.send(client::sign_out(), away);
        }
    };
    view! {
        <button class="site-header__link" type="button" on:click=leave>{shell::NAV_SIGN_OUT}</button>
    }
}
