//! The link of the letter to a new address: from now on one signs in with it.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::passwords::EmailChanged;
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_ui::client::{Attempt, passwords as client};
use svetlitsa_ui::components::{ButtonLink, PageHeader};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::security::email as t;

use super::followed::Followed;
use crate::letter_link::take_token;

/// Another address to sign in with.
#[component]
pub fn EmailConfirm() -> impl IntoView {
    let session = use_session();
    let (body, attempt) = (FollowLink { token: take_token() }, Attempt::new());
    let follow = move || {
        let (body, attempt) = (body.clone(), attempt.clone());
        async move {
            let changed = client::confirm_email(&body, &attempt).await?;
            session.refresh();
            Ok(changed)
        }
    };
    let draw = |EmailChanged { login }: EmailChanged| {
        view! {
            <PageHeader title=t::DONE lead=Words::live(move || t::done_text(&login))/>
            <div class="row"><ButtonLink href=pages::ACCOUNTS.path>{t::ENTER}</ButtonLink></div>
        }
    };
    view! { <Followed follow title=t::TITLE again=pages::SECURITY.path let:changed>{draw(changed)}</Followed> }
}
