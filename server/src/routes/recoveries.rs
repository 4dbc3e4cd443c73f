//! A forgotten password: asking for the letter, following its link.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use svetlitsa_api::passwords::{CreatePasswordRecovery, RecoverPassword};
use svetlitsa_api::registrations::LetterPromised;
use svetlitsa_api::{FieldCode, Problem, paths};
use svetlitsa_domain::contacts::Email;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Address;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::letters::Language;
use crate::pending::{self, Kind};
use crate::random::digest;
use crate::registrations::password_problem;
use crate::state::App;
use crate::{passwords, recoveries, store};

/// Letters a minute asked for from one address.
const LIMIT_BY_ADDRESS: u32 = 20;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create_password_recovery)).routes(routes!(confirm_password_recovery))
}

/// Asks for a letter with a link to set a new password. The same answer whether there is such a cabinet or not.
#[utoipa::path(post, path = paths::PASSWORD_RECOVERIES, tag = "passwords", request_body = CreatePasswordRecovery,
    params(("idempotency-key" = String, Header)), responses(
    (status = 202, body = LetterPromised), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn create_password_recovery(
    State(app): State<App>,
    Address(address): Address,
    mutation: Mutation<CreatePasswordRecovery>,
) -> Outcome<Response> {
    let email: Email =
        mutation.body.email.parse().map_err(|_| Failure::field("email", FieldCode::NotAnEmail))?;
    let language = Language::parse(&mutation.body.language)
        .ok_or_else(|| Failure::field("language", FieldCode::NotAChoice))?;
    let attempt = match idempotency::begin(&app, &format!("guest:{address}"), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let key = format!("recoveries:{address}");
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    app.limiter.fail(&key);
    let row = pending::new(Kind::Recovery, email.as_str(), language, address);
    pending::check_pace(&attempt.tx, &row).await?;
    store::pending::insert(&attempt.tx, row).await?;
    let promised = LetterPromised { valid_minutes: Kind::Recovery.valid_minutes() };
    let response = attempt.commit(StatusCode::ACCEPTED, None, &promised).await?;
    app.answer_work.notify_one();
    Ok(response)
}

/// Follows the link with a new password. Every session ends; the owner signs in with the new one.
#[utoipa::path(post, path = paths::PASSWORD_RECOVERY_CONFIRMATIONS, tag = "passwords",
    request_body = RecoverPassword, params(("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 410, body = Problem), (status = 422, body = Problem),
))]
async fn confirm_password_recovery(
    State(app): State<App>,
    mutation: Mutation<RecoverPassword>,
) -> Outcome<Response> {
    let RecoverPassword { token, password } = &mutation.body;
    let scope = format!("link:{}", digest(&[token.as_bytes()]));
    if idempotency::answered(&app.db, &scope, &mutation).await?.is_some() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    // Hashing is slow: whoever has no link does not get there, and it does not hold the writers up.
    let tx = store::begin_write(&app.writer).await?;
    let (_, resident) = recoveries::owner(&tx, token).await?;
    tx.rollback().await?;
    if let Some(code) = password_problem(password.clone(), vec![resident.login]).await? {
        return Err(Failure::field("password", code));
    }
    let hash = passwords::hash_aside(password.clone()).await?;
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        let (row, resident) = recoveries::owner(&attempt.tx, token).await?;
        recoveries::confirm(&app, &attempt.tx, row, resident, hash).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
        app.mail_work.notify_one();
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
