//! Applications: where they stand.

use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use svetlitsa_api::appeals::LookupByNumber;
use svetlitsa_api::applications::{ApplicationList, ApplicationView, FileApplication};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::applications::{self, Filing};
use crate::callers::{Actor, Address, Reader, Resident};
use crate::failure::Outcome;
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
