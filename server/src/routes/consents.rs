//! What the cabinet's owner agreed to, and withdrawing it.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::consents::{ConsentList, ConsentRecord, WithdrawConsent};
use svetlitsa_api::{Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Resident;
use crate::clock::local;
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::{consents, credentials, second_factors, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_consents)).routes(routes!(withdraw_consent))
}

/// What the cabinet's owner agreed to, and when.
#[utoipa::path(get, path = paths::CONSENTS, tag = "registrations", responses(
    (status = 200, body = ConsentList), (status = 401, body = Problem),
))]
async fn list_consents(State(app): State<App>, Resident(resident): Resident) -> Outcome<Json<ConsentList>> {
    let zone = app.home_branch()?.zone;
    let rows = store::consents::of_resident(&app.db, &resident.id).await?;
    let items = rows.into_iter().map(|row| ConsentRecord {
        purpose: row.purpose,
        version: row.version,
        given: local(app.clock.telling(row.given_at), zone),
    });
    Ok(Json(ConsentList { items: items.collect() }))
}

/// Withdraws the consent. The cabinet is closed at once and its data erased; the supply contract stays in force.
#[utoipa::path(post, path = paths::CONSENT_WITHDRAWALS, tag = "registrations", request_body = WithdrawConsent,
    params(("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn withdraw_consent(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<WithdrawConsent>,
) -> Outcome<Response> {
    let WithdrawConsent { current_password, code } = &mutation.body;
    credentials::check_current(&app, &resident, current_password.clone()).await?;
    let asks_for_code = second_factors::is_on(&app.db, &resident.id).await?;
    if asks_for_code {
        second_factors::reserve(&app, &resident).await?;
    }
    // Whoever repeats this is nobody any more, so the key guards two that come together.
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        if asks_for_code {
            second_factors::take(&app, &attempt.tx, &resident, code).await?;
        }
        consents::withdraw(&app, &attempt.tx, &resident).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
        app.mail_work.notify_one();
    }
    let cookie = sessions::clear_cookie(SessionKind::Resident, app.is_https());
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}
