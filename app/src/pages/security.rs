//! Signing in: the password, the address, and where the cabinet is signed in.

mod email;
mod password;
mod second_step;
mod sessions;

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::components::{BackLink, PageHeader};
use svetlitsa_ui::texts::{accounts, security as t};

use email::Email;
use password::Password;
use second_step::SecondStep;
use sessions::Sessions;

/// Signing in, and how safe it is.
#[component]
pub fn Security() -> impl IntoView {
    view! {
        <div class="page stack" data-gap="large" data-width="journey">
            <div class="stack">
                <BackLink href=pages::ACCOUNTS.path label=accounts::TITLE/>
                <PageHeader title=t::TITLE/>
            </div>
            <Sessions/>
            <Password/>
            <SecondStep/>
            <Email/>
        </div>
    }
}
