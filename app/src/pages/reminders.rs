//! What to be told of and how, and what was sent.

mod browsers;
mod calls;
mod kinds;
mod letters;
mod listed;
mod messages;
mod phone;
mod pushes;

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::reminders as client;
use svetlitsa_ui::components::{BackLink, Loaded, PageHeader};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::reminders as t;

use super::account::{of_path, title_of};
use browsers::Browsers;
use calls::Calls;
use kinds::Kinds;
use letters::Letters;
use messages::Messages;
use phone::PhoneOfCabinet;
use pushes::Pushes;

/// What to be told of, by letter, text message or in browsers, and what was sent.
#[component]
pub fn Reminders() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let session = use_session();
    let asked = number.clone();
    let load = Load::new(move || {
        let number = asked.clone();
        async move { client::get_reminders(&number).await }
    });
    let phone = RwSignal::new(None::<String>);
    let is_sms_offered = RwSignal::new(false);
    let has_browser = RwSignal::new(false);
    let back = pages::ACCOUNT.href(&[number.as_str()]);
    let (label, chosen) = (title_of(&number), number);
    view! {
        <div class="page stack" data-gap="large" data-width="journey">
            <div class="stack">
                <BackLink href=back label/>
                <PageHeader title=t::TITLE/>
            </div>
            {move || if session.is_preview() {
                view! { <p>{t::STAFF}</p> }.into_any()
            } else {
                let number = chosen.clone();
                view! {
                    <Loaded load lines=8 let:view>
                        <Kinds number=number.clone() view phone is_sms_offered has_browser/>
                    </Loaded>
                    <PhoneOfCabinet phone is_sms_offered/>
                    <Browsers has_browser/>
                    <Letters/>
                    <Messages phone/>
                    <Pushes has_browser/>
                    <Calls/>
                }
                .into_any()
            }}
        </div>
    }
}
