//! Browsers that show notices: allowed, taken away, tried; and the notices that went there.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::push::{AllowBrowser, PushBrowserView, PushState, PushView, SentPush, SentPushList};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Resident;
use crate::clock::local;
use crate::entity::{outgoing_push, push_browser};
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::letters::Language;
use crate::paging::{Page, next_cursor};
use crate::push::{self, MOST_BROWSERS, PushPlace, PushServices, TRIAL};
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::store::mail::NEVER;
use crate::visitors::Visitor;
use crate::{random, store};

/// Trials within the hour.
const MOST_TRIALS: u64 = 5;
const HOUR_MS: i64 = 60 * 60 * 1000;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_push))
        .routes(routes!(allow_browser))
        .routes(routes!(forget_browser))
        .routes(routes!(try_push))
        .routes(routes!(list_push))
}

fn services(app: &App) -> Outcome<PushServices> {
    PushServices::parse(&app.settings.push_service).map_err(|error| Failure::internal(&error))
}

/// The session of the request, as it is stored.
fn session(headers: &HeaderMap) -> String {
    let token = sessions::cookie_token(headers, SessionKind::Resident).unwrap_or_default();
    sessions::hash(SessionKind::Resident, token)
}

fn view(app: &App, row: push_browser::Model, session: &str) -> Outcome<PushBrowserView> {
    Ok(PushBrowserView {
        is_this: row.session == session,
        since: local(row.created_at, app.home_branch()?.zone),
        id: row.id,
        browser: row.browser,
        system: row.system,
    })
}

/// Whether notices in browsers are offered, by which key, and the browsers of the caller.
#[utoipa::path(get, path = paths::PUSH, tag = "reminders", responses(
    (status = 200, body = PushView), (status = 401, body = Problem),
))]
async fn get_push(
    State(app): State<App>,
    Resident(resident): Resident,
    headers: HeaderMap,
) -> Outcome<Json<PushView>> {
    if services(&app)?.is_empty() {
        return Ok(Json(PushView { key: None, browsers: Vec::new() }));
    }
    let key = push::key(&app).await?.public();
    let session = session(&headers);
    let rows = store::push::browsers(&app.db, &resident.id).await?;
    let browsers = rows.into_iter().map(|row| view(&app, row, &session)).collect::<Outcome<_>>()?;
    Ok(Json(PushView { key: Some(key), browsers }))
}

/// Lets a browser show notices, until it says otherwise or its owner signs out there. Whoever allowed it before, it is theirs
/// no longer.
#[utoipa::path(post, path = paths::PUSH_BROWSERS, tag = "reminders", request_body = AllowBrowser,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = PushBrowserView), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem),
))]
async fn allow_browser(
    State(app): State<App>,
    Resident(resident): Resident,
    parts: Parts,
    mutation: Mutation<AllowBrowser>,
) -> Outcome<Response> {
    let services = services(&app)?;
    if services.is_empty() {
        return Err(ErrorCode::NotFound.into());
    }
    let AllowBrowser { endpoint, p256dh, auth } = mutation.body.clone();
    let endpoint = services.take(&endpoint);
    let endpoint = endpoint.ok_or_else(|| Failure::field("endpoint", FieldCode::NotAChoice))?.to_string();
    push::keys(&p256dh, &auth).ok_or_else(|| Failure::field("p256dh", FieldCode::NotAChoice))?;
    let attempt = match idempotency::begin(&app, &format!("resident:{}", resident.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let session = session(&parts.headers);
    let visitor = Visitor::of(&parts, &app);
    let row = push_browser::Model {
        id: random::id(),
        resident_id: resident.id.clone(),
        session: session.clone(),
        endpoint_digest: random::digest(&[endpoint.as_bytes()]),
        endpoint,
        public_key: p256dh,
        auth_secret: auth,
        browser: visitor.browser.to_owned(),
        system: visitor.system.to_owned(),
        created_at: app.clock.now_ms(),
    };
    store::push::keep(&attempt.tx, row.clone()).await?;
    for old in store::push::browsers(&attempt.tx, &resident.id).await?.iter().skip(MOST_BROWSERS) {
        store::push::drop_browser(&attempt.tx, &old.id).await?;
    }
    let view = view(&app, row, &session)?;
    attempt.commit(StatusCode::CREATED, None, &view).await
}

/// A browser of the caller shows nothing any more. With the last one goes what was ticked for browsers.
#[utoipa::path(delete, path = paths::PUSH_BROWSER, tag = "reminders",
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn forget_browser(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(id): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        let browsers = store::push::browsers(&attempt.tx, &resident.id).await?;
        let browser = browsers.iter().find(|row| row.id == id).ok_or(ErrorCode::NotFound)?;
        store::push::drop_browser(&attempt.tx, &browser.id).await?;
        if browsers.len() == 1 {
            store::reminders::end_push(&attempt.tx, &resident.id).await?;
        }
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A notice to every browser of the caller, at once: to see whether it comes. Five within an hour at most.
#[utoipa::path(post, path = paths::PUSH_TRIALS, tag = "reminders",
    params(("idempotency-key" = String, Header)), responses(
    (status = 202), (status = 401, body = Problem), (status = 404, body = Problem), (status = 429, body = Problem),
))]
async fn try_push(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        let since = app.clock.now_ms() - HOUR_MS;
        let browsers = store::push::browsers(&attempt.tx, &resident.id).await?.len();
        let written = store::push::written_since(&attempt.tx, &resident.id, TRIAL, since).await?;
        if browsers == 0 {
            return Err(ErrorCode::NotFound.into());
        }
        if written >= MOST_TRIALS * u64::try_from(browsers).unwrap_or(1) {
            return Err(Failure { retry_after: Some(3600), ..ErrorCode::RateLimited.into() });
        }
        let language = Language::parse(&resident.language).unwrap_or(Language::Ru);
        let words = app.data.push_texts.trial(language);
        let path = svetlitsa_api::pages::NOTICES.path;
        let place = PushPlace { branch: None, kind: TRIAL, account: "", path, is_replaced: true };
        push::enqueue(&app, &attempt.tx, &resident, place, words).await?;
        attempt.commit(StatusCode::ACCEPTED, None, &()).await?;
        app.push_work.notify_one();
    }
    Ok(StatusCode::ACCEPTED.into_response())
}

/// Notices that were sent to browsers of the caller, newest first.
#[utoipa::path(get, path = paths::PUSH_NOTICES, tag = "reminders", params(Page), responses(
    (status = 200, body = SentPushList), (status = 401, body = Problem),
))]
async fn list_push(
    State(app): State<App>,
    Resident(resident): Resident,
    page: Page,
) -> Outcome<Json<SentPushList>> {
    let zone = app.home_branch()?.zone;
    let rows = store::push::to_resident(&app.db, &resident.id, page.cursor(), page.limit() + 1).await?;
    let (rows, next_cursor) = next_cursor(rows, page.limit(), |row| row.id.clone());
    let items = rows
        .into_iter()
        .map(|row| SentPush {
            state: state(&row),
            written: local(row.created_at, zone),
            id: row.id,
            title: row.title,
            body: row.body,
            browser: row.browser,
            system: row.system,
        })
        .collect();
    Ok(Json(SentPushList { items, next_cursor }))
}

fn state(row: &outgoing_push::Model) -> PushState {
    match (row.handed_at, row.next_attempt_at) {
        (Some(_), _) => PushState::HandedOver,
        (None, NEVER) => PushState::GivenUp,
        (None, _) => PushState::Waits,
    }
}
