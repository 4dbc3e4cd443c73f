//! What was to be shown could not be read: why, and a way on.

use leptos::prelude::*;
use svetlitsa_api::{ErrorCode, pages};

use super::error_summary::sign_in_href;
use super::{Button, ButtonKind, ButtonLink};
use crate::client::ClientError;
use crate::problem::explain;
use crate::texts::{not_found, parts, shell};

/// What was to be shown could not be read.
#[component]
pub fn FailedState(
    /// Why.
    error: ClientError,
    /// Reads again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let told = explain(&error);
    let number = told.request_id;
    let is_mild = matches!(error.code(), Some(ErrorCode::SignInRequired | ErrorCode::NotFound));
    let way_out = match error.code() {
        Some(ErrorCode::SignInRequired) => {
            view! { <ButtonLink href=sign_in_href()>{shell::NAV_SIGN_IN}</ButtonLink> }.into_any()
        }
        Some(ErrorCode::NotFound) => {
            view! { <ButtonLink href=pages::HOME.path>{not_found::GO_HOME}</ButtonLink> }.into_any()
        }
        _ => view! { <Button kind=ButtonKind::Primary on_press=retry>{parts::RETRY}</Button> }.into_any(),
    };
    view! {
        <div class="failed-state" role="alert" data-mild=is_mild.then_some("")>
            <h2>{told.title}</h2>
            <p>{told.text}" "{told.way_out}</p>
            {way_out}
            {(!number.is_empty()).then(|| view! {
                <p class="failed-state__number">{move || parts::request_number(&number)}</p>
            })}
        </div>
    }
}
