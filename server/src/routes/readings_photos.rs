//! The photo of a dial: attached to a reading that has arrived, so that neither its verdict nor its safety waits for
//! megabytes on a bad connection.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::readings::ReadingView;
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::readings::{MOST_PHOTO_BYTES, PhotoKind, ReadingState, clean_photo};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{AccountReader, Actor};
use crate::entity::reading_photo;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::readings::view;
use crate::state::App;
use crate::store;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// How long a photo is kept: as long as a bill can be disputed (Civil Code, article 196).
const KEPT_MS: i64 = 3 * 366 * DAY_MS;
/// Photos that an account gets in a day: every meter a few times over.
const MOST_A_DAY: u64 = 20;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_photo, put_photo)).layer(DefaultBodyLimit::max(MOST_PHOTO_BYTES))
}

/// The photo of a reading's dial, without place, time and device.
#[utoipa::path(get, path = paths::READING_PHOTO, tag = "readings",
    params(("number" = String, Path), ("reading" = String, Path)), responses(
    (status = 200, content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"))),
    (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_photo(
    State(app): State<App>,
    reader: AccountReader,
    Path((_, reading)): Path<(String, String)>,
) -> Outcome<Response> {
    if !reader.access.allows(Action::SeeHistory) {
        return Err(ErrorCode::NotFound.into());
    }
    let photo = store::photos::find(&app.db, &reader.account.number, &reading).await?;
    let photo = photo.ok_or(ErrorCode::NotFound)?;
    let kind = PhotoKind::parse(&photo.kind).ok_or_else(|| Failure::internal(&"an unknown kind of photo"))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type())),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline")),
        // Whatever a browser takes it for, it is a picture and runs nothing.
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
            ),
        ),
    ];
    Ok((headers, photo.bytes).into_response())
}

/// Attaches a photo of the dial, JPEG or PNG by its content, up to 8 MB. Whatever it says beside the picture is left
/// out. Another one takes its place until a bill has used the reading; a guest's attaches once.
#[utoipa::path(put, path = paths::READING_PHOTO, tag = "readings",
    request_body(content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"))),
    params(("number" = String, Path), ("reading" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = ReadingView), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn put_photo(
    State(app): State<App>,
    actor: Actor,
    Path((number, reading)): Path<(String, String)>,
    request: Request,
) -> Outcome<Response> {
    let account = actor.account(&app.db, &number, Action::SubmitReading).await?;
    let zone = app.branch(&account.branch)?.zone;
    let upload: Mutation<Bytes> = Mutation::upload(request, MOST_PHOTO_BYTES).await?;
    let photo =
        clean_photo(&upload.body).map_err(|problem| Failure::field("photo", FieldCode::of_photo(problem)))?;
    let now = app.clock.now_ms();
    let attempt = match idempotency::begin(&app, &actor.scope, &upload).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = store::readings::lock(&attempt.tx, &account.number, &reading).await?;
    let mut row = row.ok_or(ErrorCode::NotFound)?;
    let is_used = ReadingState::parse(&row.state) == Some(ReadingState::Used);
    if is_used || row.has_photo && actor.is_guest() {
        return Err(ErrorCode::WrongStage.into());
    }
    if store::photos::count_since(&attempt.tx, &account.number, now - DAY_MS).await? >= MOST_A_DAY {
        return Err(ErrorCode::RateLimited.into());
    }
    store::photos::forget_before(&attempt.tx, now - KEPT_MS).await?;
    let kept = reading_photo::Model {
        reading,
        account: account.number,
        kind: photo.kind.as_str().to_owned(),
        bytes: photo.bytes,
        received_at: now,
    };
    store::photos::put(&attempt.tx, kept).await?;
    row.has_photo = true;
    attempt.done(&view(&row, zone)?).await
}
