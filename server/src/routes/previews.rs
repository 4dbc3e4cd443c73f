//! Previews: staff looks into a cabinet, read-only, and the customer sees who looked and why.

use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::accounts::{PreviewList, PreviewRecord};
use svetlitsa_api::session::SessionView;
use svetlitsa_api::staff::{MAX_REASON, MIN_REASON, StartPreview};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::session::Present;
use crate::appeals::{clean_line, length_problem};
use crate::callers::{AccountReader, Staff};
use crate::clock::local;
use crate::entity::{preview, staff_member};
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::{random, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_preview))
        .routes(routes!(delete_current_preview))
        .routes(routes!(list_account_previews))
}

/// Starts a look into a cabinet; one that still lasts ends. The cookie is of a kind that no mutation reads.
#[utoipa::path(post, path = paths::STAFF_PREVIEWS, tag = "staff", request_body = StartPreview,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = SessionView), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem),
))]
async fn create_preview(
    State(app): State<App>,
    Staff(member): Staff,
    parts: Parts,
    mutation: Mutation<StartPreview>,
) -> Outcome<Response> {
    let reason = clean_line(&mutation.body.reason);
    if let Some(code) = length_problem(&reason, MIN_REASON, MAX_REASON) {
        return Err(Failure::field("reason", code));
    }
    let number = mutation.body.account.as_str();
    let attempt = match idempotency::begin(&app, &format!("staff:{}", member.id), &mutation).await? {
        Begun::Replayed(response) => return hand_over_again(&app, &member, number, response).await,
        Begun::Fresh(attempt) => attempt,
    };
    let account = store::accounts::find(&attempt.tx, number).await?.ok_or(ErrorCode::AccountNotFound)?;
    let now = app.clock.now_ms();
    store::previews::end_all_of(&attempt.tx, &member.id, now).await?;
    let row = preview::Model {
        id: random::id(),
        account: account.number,
        staff_name: shown_name(&member),
        staff_id: member.id,
        reason,
        started_at: now,
        expires_at: now + SessionKind::Preview.lifetime_s() * 1000,
        ended_at: None,
    };
    store::previews::insert(&attempt.tx, row.clone()).await?;
    let token = sessions::open(&attempt.tx, SessionKind::Preview, &row.id).await?;
    let view = Present { preview: Some(row), ..Present::find(&app, &parts).await? }.view(&app).await?;
    let response = attempt.created(paths::STAFF_CURRENT_PREVIEW.to_owned(), &view).await?;
    let cookie = sessions::set_cookie(SessionKind::Preview, &token, app.is_https());
    Ok(([(header::SET_COOKIE, cookie)], response).into_response())
}

/// Name and post as the customer reads them.
fn shown_name(member: &staff_member::Model) -> String {
    format!("{}, {}", member.name, member.post)
}

/// The answer of a look that has begun already. Its cookie may be lost with the first answer, so the same look
/// gets another one while it lasts.
async fn hand_over_again(
    app: &App,
    member: &staff_member::Model,
    account: &str,
    response: Response,
) -> Outcome<Response> {
    let lasting = store::previews::lasting(&app.db, &member.id, account, app.clock.now_ms()).await?;
    let Some(row) = lasting else { return Ok(response) };
    let token = sessions::open(&app.db, SessionKind::Preview, &row.id).await?;
    let cookie = sessions::set_cookie(SessionKind::Preview, &token, app.is_https());
    Ok(([(header::SET_COOKIE, cookie)], response).into_response())
}

/// Ends the look that goes on.
#[utoipa::path(delete, path = paths::STAFF_CURRENT_PREVIEW, tag = "staff",
    params(("idempotency-key" = String, Header)), responses((status = 204), (status = 401, body = Problem)))]
async fn delete_current_preview(
    State(app): State<App>,
    Staff(member): Staff,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    if let Begun::Fresh(attempt) =
        idempotency::begin(&app, &format!("staff:{}", member.id), &mutation).await?
    {
        store::previews::end_all_of(&attempt.tx, &member.id, app.clock.now_ms()).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    let cookie = sessions::clear_cookie(SessionKind::Preview, app.is_https());
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Who looked into the cabinet, when and why, newest first.
#[utoipa::path(get, path = paths::ACCOUNT_PREVIEWS, tag = "accounts", params(("number" = String, Path)), responses(
    (status = 200, body = PreviewList), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem),
))]
async fn list_account_previews(State(app): State<App>, reader: AccountReader) -> Outcome<Json<PreviewList>> {
    if !reader.access.allows(Action::SeePerson) {
        return Err(ErrorCode::Forbidden.into());
    }
    let zone = app.branch(&reader.account.branch)?.zone;
    let now = app.clock.now_ms();
    let rows = store::previews::of_account(&app.db, &reader.account.number).await?;
    let items = rows.into_iter().map(|row| PreviewRecord {
        started: local(row.started_at, zone),
        // One that nobody ended has ended by itself.
        ended: row.ended_at.or((row.expires_at <= now).then_some(row.expires_at)).map(|ms| local(ms, zone)),
        staff_name: row.staff_name,
        reason: row.reason,
    });
    Ok(Json(PreviewList { items: items.collect() }))
}
