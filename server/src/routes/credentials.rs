//! Another password, another address to sign in with.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::passwords::{ChangeEmail, ChangePassword, EmailChanged};
use svetlitsa_api::registrations::{FollowLink, LetterPromised};
use svetlitsa_api::{FieldCode, Problem, paths};
use svetlitsa_domain::contacts::Email;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{Address, Resident};
use crate::credentials::{self, Sessions};
use crate::entity::pending_request;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::letters::Language;
use crate::pending::{self, Kind};
use crate::random::digest;
use crate::registrations::password_problem;
use crate::state::App;
use crate::{passwords, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(change_password))
        .routes(routes!(change_email))
        .routes(routes!(confirm_email_change))
}

/// Changes the password. Everywhere else the cabinet is signed out, and a letter tells the owner.
#[utoipa::path(post, path = paths::PASSWORD_CHANGES, tag = "passwords", request_body = ChangePassword,
    params(("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn change_password(
    State(app): State<App>,
    Resident(resident): Resident,
    headers: HeaderMap,
    mutation: Mutation<ChangePassword>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    if idempotency::answered(&app.db, &scope, &mutation).await?.is_some() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let ChangePassword { current_password, password } = &mutation.body;
    credentials::check_current(&app, &resident, current_password.clone()).await?;
    if let Some(code) = password_problem(password.clone(), vec![resident.login.clone()]).await? {
        return Err(Failure::field("password", code));
    }
    let hash = passwords::hash_aside(password.clone()).await?;
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        credentials::set_password(&app, &attempt.tx, resident, hash, Sessions::Keep(&headers)).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
        app.mail_work.notify_one();
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Asks for another address to sign in with. The same answer whether somebody has it already: a letter to it
/// tells. Until its link is followed nothing changes.
#[utoipa::path(post, path = paths::EMAIL_CHANGES, tag = "passwords", request_body = ChangeEmail,
    params(("idempotency-key" = String, Header)), responses(
    (status = 202, body = LetterPromised), (status = 401, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem),
))]
async fn change_email(
    State(app): State<App>,
    Resident(resident): Resident,
    Address(address): Address,
    mutation: Mutation<ChangeEmail>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    if let Some(response) = idempotency::answered(&app.db, &scope, &mutation).await? {
        return Ok(response);
    }
    let email: Email =
        mutation.body.email.parse().map_err(|_| Failure::field("email", FieldCode::NotAnEmail))?;
    credentials::check_current(&app, &resident, mutation.body.current_password.clone()).await?;
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let language = Language::parse(&resident.language).unwrap_or(Language::Ru);
    let row = pending_request::Model {
        resident_id: Some(resident.id),
        ..pending::new(Kind::EmailChange, email.as_str(), language, address)
    };
    pending::check_pace(&attempt.tx, &row).await?;
    store::pending::insert(&attempt.tx, row).await?;
    let promised = LetterPromised { valid_minutes: Kind::EmailChange.valid_minutes() };
    let response = attempt.commit(StatusCode::ACCEPTED, None, &promised).await?;
    app.answer_work.notify_one();
    Ok(response)
}

/// Follows the link of the letter to the new address: from now on it is the one to sign in with. Once.
#[utoipa::path(post, path = paths::EMAIL_CHANGE_CONFIRMATIONS, tag = "passwords", request_body = FollowLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = EmailChanged), (status = 410, body = Problem),
))]
async fn confirm_email_change(State(app): State<App>, mutation: Mutation<FollowLink>) -> Outcome<Response> {
    let token = &mutation.body.token;
    let scope = format!("link:{}", digest(&[token.as_bytes()]));
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let resident = credentials::confirm_email(&app, &attempt.tx, token).await?;
    let response = attempt.done(&EmailChanged { login: resident.login }).await?;
    app.mail_work.notify_one();
    Ok(response)
}
