//! Applications: where they stand.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::Response;
use svetlitsa_api::appeals::{AppealContact, LookupByNumber};
use svetlitsa_api::applications::{AddDocuments, ApplicationList, ApplicationView, FileApplication};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::appeals::handed_out;
use crate::applications::{self, Filing, Papers};
use crate::callers::{Actor, Address, Reader, Resident};
use crate::entity::application;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::json::Body;
use crate::proof::{self, Proof};
use crate::state::App;
use crate::store;

/// Applications a minute from one address: each may send a letter to whatever address it names.
const LIMIT_BY_ADDRESS: u32 = 30;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_applications, file_application))
        .routes(routes!(find_application))
        .routes(routes!(add_documents))
        .routes(routes!(get_application_file))
}

/// Applications of the cabinet's accounts, newest first.
#[utoipa::path(get, path = paths::APPLICATIONS, tag = "applications", responses(
    (status = 200, body = ApplicationList), (status = 401, body = Problem),
))]
async fn list_applications(State(app): State<App>, reader: Reader) -> Outcome<Json<ApplicationList>> {
    let rows = store::applications::of_accounts(&app.db, &reader.accounts).await?;
    Ok(Json(ApplicationList { items: applications::views(&app, &app.db, &rows).await? }))
}

/// Files an application. Its number comes at once, with what it is made out by and when the next step is promised.
#[utoipa::path(post, path = paths::APPLICATIONS, tag = "applications", request_body = FileApplication,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = ApplicationView),
    (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn file_application(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    mutation: Mutation<FileApplication>,
) -> Outcome<Response> {
    let resident = Resident::find(&parts, &app).await?.map(|Resident(resident)| resident);
    let filing = Filing::check(&mutation.body)?;
    let mut own = Vec::new();
    if let Some(resident) = &resident {
        let actor = Actor::of_resident(resident);
        if let Some(number) = &filing.account
            && actor.account(&app.db, number.as_str(), Action::FileApplication).await.is_ok()
        {
            own.push(number.to_string());
        }
    }
    let scope =
        resident.map_or_else(|| format!("guest:{address}"), |resident| format!("resident:{}", resident.id));
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let key = format!("applications:{address}");
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    app.limiter.fail(&key);
    let row = applications::register(&app, &attempt.tx, filing, &own).await?;
    let view = applications::one_view(&app, &attempt.tx, &row).await?;
    let response = attempt.created(paths::APPLICATIONS.to_owned(), &view).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// Finds an application by its number and the contact it was filed with. The same answer for an unknown number
/// and a wrong contact.
#[utoipa::path(post, path = paths::APPLICATION_LOOKUP, tag = "applications", request_body = LookupByNumber, responses(
    (status = 200, body = ApplicationView),
    (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn find_application(
    State(app): State<App>,
    Address(address): Address,
    Body(lookup): Body<LookupByNumber>,
) -> Outcome<Json<ApplicationView>> {
    let proof = Proof::read(&lookup)?;
    let key = format!("proof:{address}");
    app.limiter.check(&key, proof::LIMIT_BY_ADDRESS)?;
    let found = store::applications::find(&app.db, &proof.number).await?;
    let Some(row) = found.filter(|row| proof.fits(&row.email, &row.phone)) else {
        app.limiter.fail(&key);
        return Err(ErrorCode::NotFound.into());
    };
    Ok(Json(applications::one_view(&app, &app.db, &row).await?))
}

/// Its author adds what is missing: in the cabinet of its account's holder, or by the contact. When nothing is missing any
/// more, it is received anew, and its term begins from that moment.
#[utoipa::path(post, path = paths::APPLICATION_DOCUMENTS, tag = "applications", request_body = AddDocuments,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = ApplicationView), (status = 404, body = Problem), (status = 409, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn add_documents(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    Path(number): Path<String>,
    mutation: Mutation<AddDocuments>,
) -> Outcome<Response> {
    let letters = format!("applications:{address}");
    app.limiter.check(&letters, LIMIT_BY_ADDRESS)?;
    let contact = mutation.body.contact.clone();
    let row = own_application(&app, &parts, &address.to_string(), number, contact).await?;
    let AddDocuments { documents, reading, .. } = &mutation.body;
    let papers = Papers::check(applications::kind(&row)?, documents, reading).map_err(Failure::fields)?;
    let scope = format!("application:{}", row.number);
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    app.limiter.fail(&letters);
    let row = applications::add(&app, &attempt.tx, &row.number, &papers).await?;
    let view = applications::one_view(&app, &attempt.tx, &row).await?;
    let response = attempt.done(&view).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// A copy that came with an application, for its author. The same answer for an unknown number, a wrong contact and a file of
/// another application.
#[utoipa::path(post, path = paths::APPLICATION_FILE, tag = "applications", request_body = AppealContact,
    params(("number" = String, Path), ("file" = String, Path)), responses(
    (status = 200, content_type = "application/octet-stream"), (status = 404, body = Problem),
    (status = 429, body = Problem),
))]
async fn get_application_file(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    Path((number, file)): Path<(String, String)>,
    Body(AppealContact { contact }): Body<AppealContact>,
) -> Outcome<Response> {
    let row = own_application(&app, &parts, &address.to_string(), number, contact).await?;
    let file = store::appeal_files::find_of_application(&app.db, &row.number, &file).await?;
    handed_out(file.ok_or(ErrorCode::NotFound)?)
}

/// The application of whoever asks: the holder of its account, signed in, or whoever knows the contact.
async fn own_application(
    app: &App,
    parts: &Parts,
    address: &str,
    number: String,
    contact: String,
) -> Outcome<application::Model> {
    let guesses = format!("proof:{address}");
    app.limiter.check(&guesses, proof::LIMIT_BY_ADDRESS)?;
    let lookup = LookupByNumber { number, contact };
    if let Some(row) = store::applications::find(&app.db, &lookup.number).await? {
        if Proof::read(&lookup).is_ok_and(|proof| proof.fits(&row.email, &row.phone)) {
            return Ok(row);
        }
        if let (Some(account), Some(Resident(resident))) = (&row.account, Resident::find(parts, app).await?) {
            let actor = Actor::of_resident(&resident);
            if actor.account(&app.db, account, Action::FileApplication).await.is_ok() {
                return Ok(row);
            }
        }
    }
    app.limiter.fail(&guesses);
    Err(ErrorCode::NotFound.into())
}
