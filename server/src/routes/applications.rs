//! Applications: where they stand.

use axum::Json;
use axum::extract::State;
use svetlitsa_api::appeals::LookupByNumber;
use svetlitsa_api::applications::{ApplicationList, ApplicationView};
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::applications;
use crate::callers::{Address, Reader};
use crate::failure::Outcome;
use crate::json::Body;
use crate::proof::{self, Proof};
use crate::state::App;
use crate::store;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_applications)).routes(routes!(find_application))
}

/// Applications of the cabinet's accounts, newest first.
#[utoipa::path(get, path = paths::APPLICATIONS, tag = "applications", responses(
    (status = 200, body = ApplicationList), (status = 401, body = Problem),
))]
async fn list_applications(State(app): State<App>, reader: Reader) -> Outcome<Json<ApplicationList>> {
    let rows = store::applications::of_accounts(&app.db, &reader.accounts).await?;
    Ok(Json(ApplicationList { items: applications::views(&app, &app.db, &rows).await? }))
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
