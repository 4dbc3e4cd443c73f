//! The link of the letter: the cabinet opens and its owner is signed in.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::registrations::{CabinetOpened, FollowLink};
use svetlitsa_ui::client::{Attempt, registrations as client};
use svetlitsa_ui::components::{ButtonLink, PageHeader};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::register::confirm as t;

use super::followed::Followed;
use crate::letter_link::take_token;

/// The cabinet opens.
#[component]
pub fn RegisterConfirm() -> impl IntoView {
    let session = use_session();
    let (body, attempt) = (FollowLink { token: take_token() }, Attempt::new());
    let follow = move || {
        let (body, attempt) = (body.clone(), attempt.clone());
        async move {
            let opened = client::confirm_registration(&body, &attempt).await?;
            session.refresh();
            Ok(opened)
        }
    };
    view! {
        <Followed follow title=t::TITLE again=pages::REGISTER.path let:opened>{opened_view(opened)}</Followed>
    }
}

fn opened_view(opened: CabinetOpened) -> impl IntoView {
    let name = opened.resident.name;
    view! {
        <PageHeader title=t::DONE lead=t::LEAD/>
        {(!name.is_empty()).then(|| view! { <p>{move || t::hello(&name)}</p> })}
        <div class="row"><ButtonLink href=pages::ACCOUNTS.path>{t::ENTER}</ButtonLink></div>
    }
}
