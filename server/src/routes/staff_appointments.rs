//! Appointments on the desk: who comes on a day, and whether they came.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use svetlitsa_api::appointments::{StaffAppointment, StaffAppointmentList, StepAppointment};
use svetlitsa_api::{FieldCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::appointments;
use crate::callers::Staff;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::state::App;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_staff_appointments)).routes(routes!(step_appointment))
}

/// Where, and when.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DayQuery {
    /// Office id; every office when absent.
    #[serde(default)]
    office: String,
    /// `2026-11-20`; today when absent.
    #[serde(default)]
    day: String,
}

/// Who comes on a day, by time. What was given back is left out.
#[utoipa::path(get, path = paths::STAFF_APPOINTMENTS, tag = "staff", params(DayQuery), responses(
    (status = 200, body = StaffAppointmentList), (status = 401, body = Problem), (status = 422, body = Problem),
))]
async fn list_staff_appointments(
    State(app): State<App>,
    _: Staff,
    Query(query): Query<DayQuery>,
) -> Outcome<Json<StaffAppointmentList>> {
    let day = if query.day.is_empty() {
        app.clock.now().with_timezone(&app.home_branch()?.zone).date_naive()
    } else {
        query.day.parse().map_err(|_| Failure::field("day", FieldCode::NotAMoment))?
    };
    Ok(Json(StaffAppointmentList { day, items: appointments::of_day(&app, &query.office, day).await? }))
}

/// Notes whether the visitor came.
#[utoipa::path(post, path = paths::STAFF_APPOINTMENT_STEPS, tag = "staff", request_body = StepAppointment,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = StaffAppointment), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem),
))]
async fn step_appointment(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(number): Path<String>,
    mutation: Mutation<StepAppointment>,
) -> Outcome<Response> {
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let view = appointments::note(&app, &attempt.tx, &clerk, &number, mutation.body.stage).await?;
    attempt.done(&view).await
}
