//! The staff's applications: the list, one of them, a step.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use svetlitsa_api::applications::{ApplicationStep, StaffApplication, StaffApplicationList};
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Staff;
use crate::entity::application;
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::state::App;
use crate::{appeals, applications, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_staff_applications))
        .routes(routes!(get_staff_application))
        .routes(routes!(step_application))
        .routes(routes!(get_staff_application_file))
}

/// Applications to work on, nearest deadline first, ended ones last.
#[utoipa::path(get, path = paths::STAFF_APPLICATIONS, tag = "staff", responses(
    (status = 200, body = StaffApplicationList), (status = 401, body = Problem),
))]
async fn list_staff_applications(State(app): State<App>, _: Staff) -> Outcome<Json<StaffApplicationList>> {
    let rows = store::applications::for_staff(&app.db).await?;
    Ok(Json(StaffApplicationList { items: applications::staff_views(&app, &app.db, rows).await? }))
}

/// One application.
#[utoipa::path(get, path = paths::STAFF_APPLICATION, tag = "staff", params(("number" = String, Path)), responses(
    (status = 200, body = StaffApplication), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_staff_application(
    State(app): State<App>,
    _: Staff,
    Path(number): Path<String>,
) -> Outcome<Json<StaffApplication>> {
    let row = store::applications::find(&app.db, &number).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Json(one(&app, &app.db, row).await?))
}

/// A clerk moves an application. The customer gets a letter when there is an e-mail address.
#[utoipa::path(post, path = paths::STAFF_APPLICATION_STEPS, tag = "staff", request_body = ApplicationStep,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = StaffApplication), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem),
))]
async fn step_application(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(number): Path<String>,
    mutation: Mutation<ApplicationStep>,
) -> Outcome<Response> {
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = applications::step(&app, &attempt.tx, &clerk, &number, &mutation.body).await?;
    let view = one(&app, &attempt.tx, row).await?;
    let response = attempt.done(&view).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// A copy that came with an application, for the desk.
#[utoipa::path(get, path = paths::STAFF_APPLICATION_FILE, tag = "staff",
    params(("number" = String, Path), ("file" = String, Path)), responses(
    (status = 200, content_type = "application/octet-stream"), (status = 401, body = Problem),
    (status = 404, body = Problem),
))]
async fn get_staff_application_file(
    State(app): State<App>,
    _: Staff,
    Path((number, file)): Path<(String, String)>,
) -> Outcome<Response> {
    let file = store::appeal_files::find_of_application(&app.db, &number, &file).await?;
    appeals::handed_out(file.ok_or(ErrorCode::NotFound)?)
}

async fn one(
    app: &App,
    db: &impl sea_orm::ConnectionTrait,
    row: application::Model,
) -> Outcome<StaffApplication> {
    applications::staff_views(app, db, vec![row]).await?.pop().ok_or_else(|| ErrorCode::NotFound.into())
}
