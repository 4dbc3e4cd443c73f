//! The staff's outages: the list, a new one, one of them, a step.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use sea_orm::ConnectionTrait;
use svetlitsa_api::outages::{EnterOutage, StaffOutage, StaffOutageList, StepOutage};
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Staff;
use crate::entity::outage;
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::state::App;
use crate::{outages, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_staff_outages, enter_outage))
        .routes(routes!(get_staff_outage))
        .routes(routes!(step_outage))
}

/// Outages as on the board, and those of the last thirty days that are over.
#[utoipa::path(get, path = paths::STAFF_OUTAGES, tag = "staff", responses(
    (status = 200, body = StaffOutageList), (status = 401, body = Problem),
))]
async fn list_staff_outages(State(app): State<App>, _: Staff) -> Outcome<Json<StaffOutageList>> {
    Ok(Json(outages::staff_list(&app).await?))
}

/// Enters an outage. Those who asked for it are written to about planned works.
#[utoipa::path(post, path = paths::STAFF_OUTAGES, tag = "staff", request_body = EnterOutage,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = StaffOutage), (status = 401, body = Problem), (status = 422, body = Problem),
))]
async fn enter_outage(
    State(app): State<App>,
    Staff(clerk): Staff,
    mutation: Mutation<EnterOutage>,
) -> Outcome<Response> {
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = outages::enter(&app, &attempt.tx, &clerk, &mutation.body).await?;
    let location = paths::fill(paths::STAFF_OUTAGE, &[&row.id]);
    let view = one(&app, &attempt.tx, row).await?;
    attempt.created(location, &view).await
}

/// One outage.
#[utoipa::path(get, path = paths::STAFF_OUTAGE, tag = "staff", params(("id" = String, Path)), responses(
    (status = 200, body = StaffOutage), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_staff_outage(
    State(app): State<App>,
    _: Staff,
    Path(id): Path<String>,
) -> Outcome<Json<StaffOutage>> {
    let row = store::outages::find(&app.db, &id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Json(one(&app, &app.db, row).await?))
}

/// A clerk's step. Those who asked for it are written to.
#[utoipa::path(post, path = paths::STAFF_OUTAGE_STEPS, tag = "staff", request_body = StepOutage,
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = StaffOutage), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem),
))]
async fn step_outage(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(id): Path<String>,
    mutation: Mutation<StepOutage>,
) -> Outcome<Response> {
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = outages::step(&app, &attempt.tx, &clerk, &id, &mutation.body).await?;
    let view = one(&app, &attempt.tx, row).await?;
    attempt.done(&view).await
}

async fn one(app: &App, db: &impl ConnectionTrait, row: outage::Model) -> Outcome<StaffOutage> {
    outages::staff_views(app, db, &[row]).await?.pop().ok_or_else(|| ErrorCode::NotFound.into())
}
