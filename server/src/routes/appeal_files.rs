//! Files of appeals: attached to a draft before anything is sent, and read by its author and the desk afterwards.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use svetlitsa_api::appeals::{AppealContact, AppealDraft, AppealFile, AppealFiles};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::appeals::{MOST_FILE_BYTES, MOST_FILES};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::appeals::own_appeal;
use crate::appeals::{Kept, draft_digest, handed_out, told};
use crate::callers::{Address, Resident, Staff};
use crate::entity::appeal_file;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::json::Body;
use crate::state::App;
use crate::{random, store};

/// How long files wait for their appeal: a day.
const DRAFT_MS: i64 = 24 * 60 * 60 * 1000;
/// Files a minute from one address.
const LIMIT_BY_ADDRESS: u32 = 30;
/// Bytes of all files that wait for being sent: programs that only attach fill a gigabyte and no disk.
const MOST_WAITING: i64 = 1 << 30;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(open_draft))
        .routes(routes!(list_draft_files))
        .routes(routes!(get_draft_file, put_draft_file, remove_draft_file))
        .routes(routes!(get_appeal_file))
        .routes(routes!(get_staff_appeal_file))
        .layer(DefaultBodyLimit::max(MOST_FILE_BYTES))
}

/// A token for the files of an appeal that is being written. Nothing is written down for it: whoever sends no file
/// leaves no trace.
#[utoipa::path(post, path = paths::APPEAL_DRAFTS, tag = "appeals", responses((status = 201, body = AppealDraft)))]
async fn open_draft() -> impl IntoResponse {
    (StatusCode::CREATED, Json(AppealDraft { token: random::token() }))
}

/// The files of a draft, for the bearer of its token.
#[utoipa::path(get, path = paths::APPEAL_DRAFT_FILES, tag = "appeals",
    params(("authorization" = String, Header)), responses(
    (status = 200, body = AppealFiles), (status = 404, body = Problem),
))]
async fn list_draft_files(State(app): State<App>, headers: HeaderMap) -> Outcome<Json<AppealFiles>> {
    let draft = draft(&headers)?;
    let rows = store::appeal_files::list_of_draft(&app.db, &draft).await?;
    Ok(Json(AppealFiles { items: rows.iter().map(told).collect::<Outcome<_>>()? }))
}

/// A file of a draft as it is kept, for the bearer of its token.
#[utoipa::path(get, path = paths::APPEAL_DRAFT_FILE, tag = "appeals",
    params(("place" = u32, Path), ("authorization" = String, Header)), responses(
    (status = 200, content_type = "application/octet-stream"), (status = 404, body = Problem),
))]
async fn get_draft_file(
    State(app): State<App>,
    headers: HeaderMap,
    Path(place): Path<String>,
) -> Outcome<Response> {
    let (draft, place) = (draft(&headers)?, place_of(&place)?);
    handed_out(store::appeal_files::of_draft(&app.db, &draft, place).await?.ok_or(ErrorCode::NotFound)?)
}

/// What a file is called.
#[derive(Debug, Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

/// Puts a file into a place of a draft: JPEG, PNG, WebP, HEIC, PDF, text or DOCX, up to 8 MB, where name and content agree.
/// Another one takes its place.
#[utoipa::path(put, path = paths::APPEAL_DRAFT_FILE, tag = "appeals",
    request_body(content((Vec<u8> = "application/octet-stream"))),
    params(("place" = u32, Path), ("name" = String, Query), ("authorization" = String, Header),
        ("idempotency-key" = String, Header)), responses(
    (status = 200, body = AppealFile), (status = 404, body = Problem), (status = 413, body = Problem),
    (status = 415, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn put_draft_file(
    State(app): State<App>,
    Address(address): Address,
    Path(place): Path<String>,
    Query(named): Query<Named>,
    request: Request,
) -> Outcome<Response> {
    idempotency::key_of(request.headers())?;
    let (draft, place) = (draft(request.headers())?, place_of(&place)?);
    let key = format!("appeal-files:{address}");
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    app.limiter.fail(&key);
    let upload: Mutation<Bytes> = Mutation::upload(request, MOST_FILE_BYTES).await?;
    let kept = Kept::check(&named.name, &upload.body)?;
    let attempt = match idempotency::begin(&app, &format!("appeal-draft:{draft}"), &upload).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let now = app.clock.now_ms();
    store::appeal_files::forget_drafts_before(&attempt.tx, now - DRAFT_MS).await?;
    if store::appeal_files::waiting_bytes(&attempt.tx).await? > MOST_WAITING {
        return Err(Failure { retry_after: Some(60), ..ErrorCode::RateLimited.into() });
    }
    let size = kept.bytes.len();
    let row = appeal_file::Model {
        id: random::id(),
        draft: Some(draft),
        appeal: None,
        application: None,
        document: None,
        place,
        name: kept.name,
        kind: kept.kind.as_str().to_owned(),
        size: i64::try_from(size).unwrap_or(i64::MAX),
        bytes: kept.bytes,
        received_at: now,
    };
    let view = AppealFile {
        id: row.id.clone(),
        place: u32::try_from(place).unwrap_or_default(),
        name: row.name.clone(),
        kind: kept.kind,
        bytes: size as u64,
    };
    store::appeal_files::put(&attempt.tx, row).await?;
    attempt.done(&view).await
}

/// Takes a file out of a draft.
#[utoipa::path(delete, path = paths::APPEAL_DRAFT_FILE, tag = "appeals",
    params(("place" = u32, Path), ("authorization" = String, Header), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 404, body = Problem),
))]
async fn remove_draft_file(
    State(app): State<App>,
    headers: HeaderMap,
    Path(place): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let (draft, place) = (draft(&headers)?, place_of(&place)?);
    if let Begun::Fresh(attempt) =
        idempotency::begin(&app, &format!("appeal-draft:{draft}"), &mutation).await?
    {
        if !store::appeal_files::remove(&attempt.tx, &draft, place).await? {
            return Err(ErrorCode::NotFound.into());
        }
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A file that came with an appeal, for its author: known by the cabinet that it was filed from, or by the contact. The same
/// answer for an unknown number, a wrong contact and a file of another appeal.
#[utoipa::path(post, path = paths::APPEAL_FILE, tag = "appeals", request_body = AppealContact,
    params(("number" = String, Path), ("file" = String, Path)), responses(
    (status = 200, content_type = "application/octet-stream"), (status = 404, body = Problem),
    (status = 429, body = Problem),
))]
async fn get_appeal_file(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    Path((number, file)): Path<(String, String)>,
    Body(AppealContact { contact }): Body<AppealContact>,
) -> Outcome<Response> {
    let resident = Resident::find(&parts, &app).await?.map(|Resident(resident)| resident.id);
    let row = own_appeal(&app, &address.to_string(), resident.as_ref(), number, contact).await?;
    let file = store::appeal_files::find(&app.db, &row.number, &file).await?;
    handed_out(file.ok_or(ErrorCode::NotFound)?)
}

/// A file that came with an appeal, for the desk.
#[utoipa::path(get, path = paths::STAFF_APPEAL_FILE, tag = "staff",
    params(("number" = String, Path), ("file" = String, Path)), responses(
    (status = 200, content_type = "application/octet-stream"), (status = 401, body = Problem),
    (status = 404, body = Problem),
))]
async fn get_staff_appeal_file(
    State(app): State<App>,
    _: Staff,
    Path((number, file)): Path<(String, String)>,
) -> Outcome<Response> {
    let file = store::appeal_files::find(&app.db, &number, &file).await?;
    handed_out(file.ok_or(ErrorCode::NotFound)?)
}

/// The digest of the draft whose token was sent; an unknown one is an empty draft.
fn draft(headers: &HeaderMap) -> Outcome<String> {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    Ok(token.and_then(draft_digest).ok_or(ErrorCode::NotFound)?)
}

fn place_of(typed: &str) -> Outcome<i32> {
    let most = i32::try_from(MOST_FILES).unwrap_or_default();
    let place = typed.parse().ok().filter(|place| (1..=most).contains(place));
    Ok(place.ok_or(ErrorCode::NotFound)?)
}
