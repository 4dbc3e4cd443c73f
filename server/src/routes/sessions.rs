//! Where a cabinet is signed in, and signing out there.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::session::{SessionList, SessionRecord, SessionsEnded};
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Resident;
use crate::clock::local;
use crate::credentials;
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::sessions::{self, SessionKind};
use crate::state::App;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_sessions, delete_other_sessions))
        .routes(routes!(delete_session_elsewhere))
}

/// Where the cabinet is signed in: this place first, then the last seen.
#[utoipa::path(get, path = paths::SESSIONS, tag = "session", responses(
    (status = 200, body = SessionList), (status = 401, body = Problem),
))]
async fn list_sessions(
    State(app): State<App>,
    Resident(resident): Resident,
    headers: HeaderMap,
) -> Outcome<Json<SessionList>> {
    let zone = app.home_branch()?.zone;
    let rows = sessions::of_subject(&app.db, SessionKind::Resident, &resident.id).await?;
    let mut items: Vec<SessionRecord> = rows
        .into_iter()
        .map(|row| SessionRecord {
            id: sessions::public_id(&row),
            is_current: sessions::is_of_request(&row, &headers, SessionKind::Resident),
            since: local(app.clock.telling(row.created_at), zone),
            last_seen: local(app.clock.telling(row.seen_at.max(row.created_at)), zone),
            browser: row.browser,
            system: row.system,
            address: row.address,
        })
        .collect();
    items.sort_by_key(|item| !item.is_current);
    Ok(Json(SessionList { items }))
}

/// Signs out in one place.
#[utoipa::path(delete, path = paths::SESSION_ELSEWHERE, tag = "session",
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn delete_session_elsewhere(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(id): Path<String>,
    headers: HeaderMap,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let rows = sessions::of_subject(&attempt.tx, SessionKind::Resident, &resident.id).await?;
    let row = rows.into_iter().find(|row| sessions::public_id(row) == id).ok_or(ErrorCode::NotFound)?;
    sessions::close_row(&attempt.tx, &row).await?;
    attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    if sessions::is_of_request(&row, &headers, SessionKind::Resident) {
        let cookie = sessions::clear_cookie(SessionKind::Resident, app.is_https());
        return Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response());
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Signs out everywhere but here.
#[utoipa::path(delete, path = paths::SESSIONS, tag = "session", params(("idempotency-key" = String, Header)),
    responses((status = 200, body = SessionsEnded), (status = 401, body = Problem)))]
async fn delete_other_sessions(
    State(app): State<App>,
    Resident(resident): Resident,
    headers: HeaderMap,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let count = credentials::end_elsewhere(&attempt.tx, &resident.id, &headers).await?;
    attempt.done(&SessionsEnded { count }).await
}
