//! The staff's appeals: the list, one of them, a step.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use svetlitsa_api::appeals::{AppealStep, StaffAppeal, StaffAppealList};
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Staff;
use crate::entity::appeal;
use crate::failure::Outcome;
use crate::idempotency::{self, Begun, Mutation};
use crate::state::App;
use crate::{appeals, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_staff_appeals))
        .routes(routes!(get_staff_appeal))
        .routes(routes!(release_appeal))
        .routes(routes!(step_appeal))
}

/// Appeals to work on, nearest deadline first, ended ones last.
#[utoipa::path(get, path = paths::STAFF_APPEALS, tag = "staff", responses(
    (status = 200, body = StaffAppealList), (status = 401, body = Problem),
))]
async fn list_staff_appeals(State(app): State<App>, _: Staff) -> Outcome<Json<StaffAppealList>> {
    let rows = store::appeals::for_staff(&app.db).await?;
    Ok(Json(StaffAppealList { items: appeals::staff_views(&app, &app.db, rows).await? }))
}

/// One appeal.
#[utoipa::path(get, path = paths::STAFF_APPEAL, tag = "staff", params(("number" = String, Path)), responses(
    (status = 200, body = StaffAppeal), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_staff_appeal(
    State(app): State<App>,
    _: Staff,
    Path(number): Path<String>,
) -> Outcome<Json<StaffAppeal>> {
    let row = store::appeals::find(&app.db, &number).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Json(one(&app, &app.db, row).await?))
}

/// Lets an appeal go on that was taken for a program's; its author gets the acknowledgement now.
#[utoipa::path(post, path = paths::STAFF_APPEAL_RELEASE, tag = "staff",
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = StaffAppeal), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn release_appeal(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(number): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = appeals::release(&app, &attempt.tx, &number).await?;
    let view = one(&app, &attempt.tx, row).await?;
    let response = attempt.done(&view).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// A clerk's step. The customer gets a letter when there is an e-mail address.
#[utoipa::path(post, path = paths::STAFF_APPEAL_STEPS, tag = "staff", request_body = AppealStep,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = StaffAppeal), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem),
))]
async fn step_appeal(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(number): Path<String>,
    mutation: Mutation<AppealStep>,
) -> Outcome<Response> {
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = appeals::step(&app, &attempt.tx, &clerk, &number, &mutation.body).await?;
    let view = one(&app, &attempt.tx, row).await?;
    let response = attempt.done(&view).await?;
    app.mail_work.notify_one();
    Ok(response)
}

async fn one(app: &App, db: &impl sea_orm::ConnectionTrait, row: appeal::Model) -> Outcome<StaffAppeal> {
    appeals::staff_views(app, db, vec![row]).await?.pop().ok_or_else(|| ErrorCode::NotFound.into())
}
