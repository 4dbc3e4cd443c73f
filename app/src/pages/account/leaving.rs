//! Taking an account out of the cabinet: what ends with it, and a second look before it happens.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::accounts as client;
use svetlitsa_ui::components::{Button, ButtonKind, Dialog, ErrorSummary};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::accounts::leaving as t;

use crate::router::use_router;

/// The way out of the cabinet for an account of one's own. Nothing for staff who looks on.
#[component]
pub fn Leaving(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let is_open = RwSignal::new(false);
    let form = Form::new();
    let account = number.clone();
    let leave = Callback::new(move |()| {
        let (number, attempt) = (account.clone(), form.attempt());
        let request = async move { client::remove_account(&number, &attempt).await };
        form.send(request, move |()| {
            is_open.set(false);
            session.refresh();
            router.replace(pages::ACCOUNTS.path);
        });
    });
    let buttons = move || {
        view! {
            <Button kind=ButtonKind::Secondary on_press=move |()| is_open.set(false)>{t::KEEP}</Button>
            <Button kind=ButtonKind::Danger busy=Signal::derive(move || form.is_busy()) on_press=leave>{t::SUBMIT}</Button>
        }
    };
    let is_preview = Memo::new(move |_| session.is_preview());
    view! {
        <div data-print="never" hidden=move || is_preview.get()>
            <Button kind=ButtonKind::Quiet on_press=move |()| is_open.set(true)>{t::ASK}</Button>
            <Dialog open=is_open id="leaving" title={
                let number = number.clone();
                svetlitsa_ui::i18n::Words::live(move || t::title(number.as_str()))
            } buttons>
                <ErrorSummary form/>
                <p>{t::ENDS}</p>
                <p>{t::STAYS}</p>
            </Dialog>
        </div>
    }
}
