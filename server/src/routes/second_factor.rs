//! The second step of signing in: taking it, switching it on and off, recovery codes.

use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use svetlitsa_api::second_factor::{
    EnrolSecondFactor, OneTimeCode, ProveSecondFactor, RecoveryCodes, SecondFactorSecret, SecondFactorView,
};
use svetlitsa_api::session::SessionView;
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::session::{LIMIT_BY_ADDRESS, Present};
use crate::callers::{Address, Resident, close_session};
use crate::clock::local;
use crate::entity::resident;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Attempt, Begun, Mutation};
use crate::json::Body;
use crate::one_time_codes::Key;
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::visitors::Visitor;
use crate::{credentials, second_factors, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(take_second_step))
        .routes(routes!(get_second_factor))
        .routes(routes!(enrol_second_factor))
        .routes(routes!(confirm_second_factor))
        .routes(routes!(renew_recovery_codes))
        .routes(routes!(remove_second_factor))
}

/// Signs in whose password was right a moment ago, by a code of their app or one of their recovery codes.
#[utoipa::path(post, path = paths::SESSION_SECOND_STEP, tag = "session", request_body = OneTimeCode, responses(
    (status = 200, body = SessionView), (status = 401, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem),
))]
async fn take_second_step(
    State(app): State<App>,
    address: Address,
    parts: Parts,
    Body(form): Body<OneTimeCode>,
) -> Outcome<Response> {
    let key = format!("address:{}", address.0);
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    let resident = half_way(&app, &parts).await?.ok_or(ErrorCode::SignInRequired)?;
    second_factors::reserve(&app, &resident).await?;
    let tx = store::begin_write(&app.writer).await?;
    if let Err(failure) = second_factors::take(&app, &tx, &resident, &form.code).await {
        app.limiter.fail(&key);
        // It was switched off in the meantime: the password is asked for once more.
        return Err(match failure.code {
            ErrorCode::WrongStage => ErrorCode::SignInRequired.into(),
            _ => failure,
        });
    }
    for kind in [SessionKind::SecondStep, SessionKind::Resident] {
        close_session(&tx, &parts.headers, kind).await?;
    }
    let visitor = Visitor::of(&parts, &app);
    let token = sessions::open_for(&tx, SessionKind::Resident, &resident.id, visitor).await?;
    tx.commit().await?;
    app.mail_work.notify_one();
    let cookies = AppendHeaders([
        (header::SET_COOKIE, sessions::set_cookie(SessionKind::Resident, &token, app.is_https())),
        (header::SET_COOKIE, sessions::clear_cookie(SessionKind::SecondStep, app.is_https())),
    ]);
    let view = Present { resident: Some(resident), ..Present::find(&app, &parts).await? }.view(&app).await?;
    Ok((cookies, Json(view)).into_response())
}

/// Whose password was right a moment ago. Nothing else reads this cookie.
async fn half_way(app: &App, parts: &Parts) -> Outcome<Option<resident::Model>> {
    let Some(token) = sessions::cookie_token(&parts.headers, SessionKind::SecondStep) else {
        return Ok(None);
    };
    let Some(id) = sessions::find(&app.db, SessionKind::SecondStep, token).await? else { return Ok(None) };
    Ok(store::residents::find(&app.db, &id).await?)
}

/// Whether signing in takes a second step.
#[utoipa::path(get, path = paths::SECOND_FACTOR, tag = "session", responses(
    (status = 200, body = SecondFactorView), (status = 401, body = Problem),
))]
async fn get_second_factor(
    State(app): State<App>,
    Resident(resident): Resident,
) -> Outcome<Json<SecondFactorView>> {
    let zone = app.home_branch()?.zone;
    let row = store::second_factors::find(&app.db, &resident.id).await?.filter(|row| row.is_on);
    let left = store::second_factors::codes_left(&app.db, &resident.id).await?;
    Ok(Json(SecondFactorView {
        since: row.map(|row| local(app.clock.telling(row.since), zone)),
        codes_left: u32::try_from(left).unwrap_or(u32::MAX),
    }))
}

/// Makes a secret for an authenticator app. Signing in stays as it is until the app's first code comes back.
#[utoipa::path(post, path = paths::SECOND_FACTOR_ENROLMENTS, tag = "session", request_body = EnrolSecondFactor,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = SecondFactorSecret), (status = 401, body = Problem), (status = 409, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn enrol_second_factor(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<EnrolSecondFactor>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    if idempotency::answered(&app.db, &scope, &mutation).await?.is_some() {
        return secret(&app, &resident, &second_factors::enrolled(&app, &resident.id).await?).await;
    }
    credentials::check_current(&app, &resident, mutation.body.current_password.clone()).await?;
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(_) => {
            return secret(&app, &resident, &second_factors::enrolled(&app, &resident.id).await?).await;
        }
        Begun::Fresh(attempt) => attempt,
    };
    let key = second_factors::enrol(&app, &attempt.tx, &resident.id).await?;
    // The answer that is kept beside the key says nothing: secrets are in one place only.
    attempt.commit(StatusCode::CREATED, None, &()).await?;
    secret(&app, &resident, &key).await
}

async fn secret(app: &App, resident: &resident::Model, key: &Key) -> Outcome<Response> {
    let place = second_factors::place(app, resident).await?;
    let address = key.address(&place, &resident.login).map_err(|error| Failure::internal(&error))?;
    Ok((StatusCode::CREATED, Json(SecondFactorSecret { address, secret: key.to_base32() })).into_response())
}

/// The app's first code: from now on signing in asks for one. Gives recovery codes, this once.
#[utoipa::path(post, path = paths::SECOND_FACTOR_CONFIRMATIONS, tag = "session", request_body = OneTimeCode,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = RecoveryCodes), (status = 401, body = Problem), (status = 409, body = Problem),
    (status = 422, body = Problem),
))]
async fn confirm_second_factor(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<OneTimeCode>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let codes = second_factors::switch_on(&app, &attempt.tx, &resident, &mutation.body.code).await?;
    hand_over(&app, attempt, codes).await
}

/// Puts new recovery codes in place of the old ones.
#[utoipa::path(post, path = paths::SECOND_FACTOR_CODES, tag = "session", request_body = ProveSecondFactor,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = RecoveryCodes), (status = 401, body = Problem), (status = 409, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn renew_recovery_codes(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<ProveSecondFactor>,
) -> Outcome<Response> {
    let attempt = match proven(&app, &resident, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let codes = second_factors::renew_codes(&app, &attempt.tx, &resident).await?;
    hand_over(&app, attempt, codes).await
}

/// Switches the second step off: from now on the password is enough.
#[utoipa::path(post, path = paths::SECOND_FACTOR_REMOVALS, tag = "session", request_body = ProveSecondFactor,
    params(("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 409, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn remove_second_factor(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<ProveSecondFactor>,
) -> Outcome<Response> {
    if let Begun::Fresh(attempt) = proven(&app, &resident, &mutation).await? {
        second_factors::switch_off(&app, &attempt.tx, &resident).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
        app.mail_work.notify_one();
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Begins a mutation that takes both the password and a code.
async fn proven(
    app: &App,
    resident: &resident::Model,
    mutation: &Mutation<ProveSecondFactor>,
) -> Outcome<Begun> {
    let scope = format!("resident:{}", resident.id);
    if let Some(response) = idempotency::answered(&app.db, &scope, mutation).await? {
        return Ok(Begun::Replayed(response));
    }
    credentials::check_current(app, resident, mutation.body.current_password.clone()).await?;
    second_factors::reserve(app, resident).await?;
    let begun = idempotency::begin(app, &scope, mutation).await?;
    if let Begun::Fresh(attempt) = &begun {
        second_factors::take(app, &attempt.tx, resident, &mutation.body.code).await?;
    }
    Ok(begun)
}

/// Ends the mutation and shows the codes, which the answer that is kept does not hold.
async fn hand_over(app: &App, attempt: Attempt, codes: Vec<String>) -> Outcome<Response> {
    attempt.done(&RecoveryCodes { codes: Vec::new() }).await?;
    app.mail_work.notify_one();
    Ok(Json(RecoveryCodes { codes }).into_response())
}
