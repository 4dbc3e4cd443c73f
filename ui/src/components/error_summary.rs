//! What is wrong with a form, on top of it: takes the focus and links to the fields.

use leptos::html::Div;
use leptos::prelude::*;
use svetlitsa_api::{ErrorCode, pages, paths};

use super::ButtonLink;
use crate::client::ClientError;
use crate::form::{Form, control_id};
use crate::problem::explain;
use crate::texts::{parts, shell};

/// What is wrong with a form.
#[component]
pub fn ErrorSummary(
    /// The form.
    form: Form,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    Effect::new(move || {
        if form.shown() > 0 {
            request_animation_frame(move || {
                if let Some(node) = node.get_untracked() {
                    let _ = node.focus();
                }
            });
        }
    });
    let body = move || match (form.failure(), form.errors()) {
        (Some(failure), _) => Some(whole(&failure).into_any()),
        (None, errors) if errors.is_empty() => None,
        (None, errors) => {
            let links = errors
                .into_iter()
                .map(|error| view! { <li><a href=format!("#{}", control_id(&error.field))>{error.message}</a></li> })
                .collect_view();
            Some(
                view! {
                    <h2 class="error-summary__title">{parts::ERRORS_TITLE}</h2>
                    <ul class="error-summary__list">{links}</ul>
                }
                .into_any(),
            )
        }
    };
    let is_quiet = move || form.failure().is_none() && form.errors().is_empty();
    view! {
        <div class="error-summary" tabindex="-1" node_ref=node hidden=is_quiet>
            <div role="alert" class="stack" data-gap="small">{body}</div>
        </div>
    }
}

fn whole(failure: &ClientError) -> impl IntoView {
    let told = explain(failure);
    let number = told.request_id;
    // The session ended while something was typed: sign in, and come back to the same form.
    let sign_in = (failure.code() == Some(ErrorCode::SignInRequired)).then(sign_in_href);
    view! {
        <h2 class="error-summary__title">{told.title}</h2>
        <p>{told.text}" "{told.way_out}</p>
        {sign_in.map(|href| view! { <p><ButtonLink href small=true>{shell::NAV_SIGN_IN}</ButtonLink></p> })}
        {(!number.is_empty()).then(|| view! {
            <p class="soft"><small>{move || parts::request_number(&number)}</small></p>
        })}
    }
}

/// The address of signing in that leads back here. The desk of the staff has a door of its own.
#[must_use]
pub fn sign_in_href() -> String {
    let here = window().location().pathname().unwrap_or_default();
    let is_desk = pages::find(&here).is_some_and(|page| page.audience == pages::Audience::Staff);
    let door = if is_desk { pages::STAFF_SIGN_IN } else { pages::SIGN_IN };
    format!("{}?next={}", door.path, paths::encode(&here))
}
