//! The letter that offers access to somebody else's account: what is offered, and taking it.

mod open;

use leptos::prelude::*;
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_api::shares::ShareOffer;
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_ui::client::shares as client;
use svetlitsa_ui::components::{Button, ButtonLink, ErrorSummary, FailedState, PageHeader, Skeleton};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::{Load, LoadState};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::errors::link_expired;
use svetlitsa_ui::texts::shares::accept as t;

use super::shares::rights;
use crate::letter_link::take_token;
use crate::router::use_router;
use open::Open;

/// The letter that offers access.
#[component]
pub fn ShareAccept() -> impl IntoView {
    let link = FollowLink { token: take_token() };
    let asked = link.clone();
    let offer = Load::new(move || {
        let link = asked.clone();
        async move { client::find_offer(&link).await }
    });
    let link = StoredValue::new(link);
    view! {
        <div class="page stack" data-width="journey">
            {move || match offer.state() {
                LoadState::Pending => view! { <PageHeader title=t::TITLE/><Skeleton/> }.into_any(),
                LoadState::Failed(error) if error.code() == Some(ErrorCode::LinkExpired) => {
                    view! { <PageHeader title=link_expired::TITLE lead=t::OVER/> }.into_any()
                }
                LoadState::Failed(error) => view! {
                    <PageHeader title=t::TITLE/>
                    <FailedState error retry=move |()| offer.retry()/>
                }
                .into_any(),
                LoadState::Done(offer) => view! { <Offered offer link=link.get_value()/> }.into_any(),
            }}
        </div>
    }
}

/// What is offered, and the way to take it: as whom one is here decides which.
#[component]
fn Offered(
    /// The offer.
    offer: ShareOffer,
    /// Its link.
    link: FollowLink,
) -> impl IntoView {
    let session = use_session();
    let ShareOffer { account, rights, holder, email, has_cabinet } = offer;
    let number = account.to_string();
    let (shown, login) = (email.clone(), email.clone());
    let lead = Words::live(move || t::lead(&holder, &number));
    let is_here = Memo::new(move |_| {
        session.view().and_then(|view| view.resident).is_some_and(|resident| resident.login == login)
    });
    view! {
        <PageHeader title=t::TITLE lead/>
        <p>{t::MAY}" "{rights::words(rights)}"."</p>
        {move || if is_here.get() {
            view! { <Take link=link.clone() number=account.to_string()/> }.into_any()
        } else if has_cabinet {
            let email = shown.clone();
            view! {
                <p>{move || t::sign_in(&email)}</p>
                <div class="row"><ButtonLink href=pages::SIGN_IN.path>{t::TO_SIGN_IN}</ButtonLink></div>
            }
            .into_any()
        } else {
            view! { <Open link=link.clone() email=shown.clone() number=account.to_string()/> }.into_any()
        }}
    }
}

/// Signed in with the address of the letter: one press.
#[component]
fn Take(
    /// The link.
    link: FollowLink,
    /// The account.
    number: String,
) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let form = Form::new();
    let take = move |()| {
        let (link, attempt, number) = (link.clone(), form.attempt(), number.clone());
        form.send(async move { client::accept(&link, &attempt).await }, move |_| {
            session.refresh();
            router.replace(&pages::ACCOUNT.href(&[&number]));
        });
    };
    view! {
        <ErrorSummary form/>
        <div class="row">
            <Button busy=Signal::derive(move || form.is_busy()) on_press=take>{t::SUBMIT}</Button>
        </div>
    }
}
