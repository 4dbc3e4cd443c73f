//! Appeals: registering one, signed in or not; finding it again.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::Response;
use svetlitsa_api::appeals::{AppealList, AppealView, AuthorStep, CreateAppeal, LookupByNumber};
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::appeals::{self, Filing, Registered};
use crate::callers::{Address, Reader, Resident};
use crate::entity::appeal;
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::json::Body;
use crate::proof::{self, Proof};
use crate::state::App;
use crate::store;

/// Appeals a minute from one address: each may send a letter to whatever address it names.
const LIMIT_BY_ADDRESS: u32 = 120;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_appeals, create_appeal))
        .routes(routes!(find_appeal))
        .routes(routes!(step_own_appeal))
}

/// Appeals that the cabinet's owner filed signed in, newest first.
#[utoipa::path(get, path = paths::APPEALS, tag = "appeals", responses(
    (status = 200, body = AppealList), (status = 401, body = Problem),
))]
async fn list_appeals(State(app): State<App>, reader: Reader) -> Outcome<Json<AppealList>> {
    let rows = match &reader.resident_id {
        Some(id) => store::appeals::of_resident(&app.db, id).await?,
        None => Vec::new(),
    };
    let is_own = |number: &str| reader.accounts.iter().any(|own| own == number);
    Ok(Json(AppealList { items: appeals::views(&app, &app.db, &rows, is_own).await? }))
}

/// Registers an appeal. Its number comes at once, the acknowledgement by e-mail within a minute. Nothing in the
/// answer tells whether an account exists.
#[utoipa::path(post, path = paths::APPEALS, tag = "appeals", request_body = CreateAppeal,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = AppealView),
    (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn create_appeal(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    mutation: Mutation<CreateAppeal>,
) -> Outcome<Response> {
    let resident = Resident::find(&parts, &app).await?.map(|Resident(resident)| resident.id);
    let filing = Filing::check(&mutation.body)?;
    let scope = resident.as_ref().map_or_else(|| format!("guest:{address}"), |id| format!("resident:{id}"));
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let key = format!("appeals:{address}");
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    app.limiter.fail(&key);
    let own = match &resident {
        Some(id) => store::accounts::of_cabinet(&attempt.tx, id).await?,
        None => Vec::new(),
    };
    let Registered { row, is_letter_withheld } =
        appeals::register(&app, &attempt.tx, filing, resident).await?;
    let is_own = |number: &str| own.iter().any(|account| account == number);
    let view = appeals::one_view(&app, &attempt.tx, &row, is_own).await?;
    let view = AppealView { is_letter_withheld, ..view };
    let response = attempt.created(paths::APPEALS.to_owned(), &view).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// Finds an appeal by its number and the contact it was filed with. The same answer for an unknown number and
/// a wrong contact.
#[utoipa::path(post, path = paths::APPEAL_LOOKUP, tag = "appeals", request_body = LookupByNumber, responses(
    (status = 200, body = AppealView),
    (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn find_appeal(
    State(app): State<App>,
    Address(address): Address,
    Body(lookup): Body<LookupByNumber>,
) -> Outcome<Json<AppealView>> {
    let proof = Proof::read(&lookup)?;
    let key = format!("proof:{address}");
    app.limiter.check(&key, proof::LIMIT_BY_ADDRESS)?;
    let found = store::appeals::find(&app.db, &proof.number).await?;
    let Some(row) = found.filter(|row| proof.fits(&row.email, &row.phone)) else {
        app.limiter.fail(&key);
        return Err(ErrorCode::NotFound.into());
    };
    Ok(Json(appeals::one_view(&app, &app.db, &row, |_| false).await?))
}

/// Its author's step: adds what was asked for, reopens it, or asks to hurry once the promise is broken. Known by the cabinet
/// that it was filed from, or by the contact. The same answer for an unknown number and a wrong contact.
#[utoipa::path(post, path = paths::APPEAL_STEPS, tag = "appeals", request_body = AuthorStep,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = AppealView), (status = 404, body = Problem), (status = 409, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn step_own_appeal(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    Path(number): Path<String>,
    mutation: Mutation<AuthorStep>,
) -> Outcome<Response> {
    let resident = Resident::find(&parts, &app).await?.map(|Resident(resident)| resident.id);
    let letters = format!("appeals:{address}");
    app.limiter.check(&letters, LIMIT_BY_ADDRESS)?;
    let contact = mutation.body.contact.clone();
    let row = own_appeal(&app, &address.to_string(), resident.as_ref(), number, contact).await?;
    let scope =
        resident.as_ref().map_or_else(|| format!("appeal:{}", row.number), |id| format!("resident:{id}"));
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    app.limiter.fail(&letters);
    let row = store::appeals::lock(&attempt.tx, &row.number).await?.ok_or(ErrorCode::NotFound)?;
    let row = appeals::author_step(&app, &attempt.tx, row, &mutation.body).await?;
    let own = match &resident {
        Some(id) => store::accounts::of_cabinet(&attempt.tx, id).await?,
        None => Vec::new(),
    };
    let is_own = |number: &str| own.iter().any(|account| account == number);
    let view = appeals::one_view(&app, &attempt.tx, &row, is_own).await?;
    let response = attempt.done(&view).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// The appeal of whoever asks: known by the cabinet that it was filed from, or by the contact.
///
/// # Errors
/// 404 for an unknown number and for a wrong contact alike; 429 after a number of them from one address.
pub(super) async fn own_appeal(
    app: &App,
    address: &str,
    resident: Option<&String>,
    number: String,
    contact: String,
) -> Outcome<appeal::Model> {
    let guesses = format!("proof:{address}");
    app.limiter.check(&guesses, proof::LIMIT_BY_ADDRESS)?;
    let lookup = LookupByNumber { number, contact };
    let is_authors = |row: &appeal::Model| {
        let is_own = resident.is_some() && row.resident_id.as_ref() == resident;
        is_own || Proof::read(&lookup).is_ok_and(|proof| proof.fits(&row.email, &row.phone))
    };
    let row = store::appeals::find(&app.db, &lookup.number).await?.filter(is_authors);
    row.ok_or_else(|| {
        app.limiter.fail(&guesses);
        ErrorCode::NotFound.into()
    })
}
