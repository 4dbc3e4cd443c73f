//! The desk's session ran out in the middle of work: the way to sign in and come back.

use leptos::prelude::*;
use svetlitsa_api::{ErrorCode, pages, paths};
use svetlitsa_ui::components::ButtonLink;
use svetlitsa_ui::form::Form;
use svetlitsa_ui::texts::staff::desk as t;

/// The way to sign in again, once a form was refused for want of a session.
#[component]
pub fn Expired(
    /// The form.
    form: Form,
) -> impl IntoView {
    move || {
        let is_expired = form.failure().is_some_and(|e| e.code() == Some(ErrorCode::SignInRequired));
        is_expired.then(|| view! { <ButtonLink href=sign_in_href()>{t::SIGN_IN_AGAIN}</ButtonLink> })
    }
}

/// Where staff signs in, to come back to this page.
fn sign_in_href() -> String {
    let here = window().location().pathname().unwrap_or_default();
    format!("{}?next={}", pages::STAFF_SIGN_IN.path, paths::encode(&here))
}
