//! Appointments in offices, for everybody: what is free, making one, looking it up, moving it, giving it back.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;
use svetlitsa_api::appeals::LookupByNumber;
use svetlitsa_api::appointments::{
    AppointmentList, AppointmentView, CancelAppointment, MakeAppointment, MoveAppointment, OfficeSlots,
};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::appointments::AppointmentPurpose;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::appointments;
use crate::callers::{Address, Resident};
use crate::entity::appointment;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::json::Body;
use crate::proof::{self, Proof};
use crate::random::digest;
use crate::state::App;
use crate::store;

/// Appointments a minute from one address: each may send a letter to whatever address it names.
const LIMIT_BY_ADDRESS: u32 = 10;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_office_slots))
        .routes(routes!(list_appointments, make_appointment))
        .routes(routes!(find_appointment))
        .routes(routes!(move_appointment))
        .routes(routes!(cancel_appointment))
}

/// What for, and when.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SlotQuery {
    /// What for.
    purpose: AppointmentPurpose,
    /// Only this day, `2026-11-20`; every day of the next fourteen when absent.
    day: Option<String>,
}

/// Free beginnings of visits in an office. Nothing is told of who takes the others.
#[utoipa::path(get, path = paths::OFFICE_SLOTS, tag = "appointments", params(("id" = String, Path), SlotQuery), responses(
    (status = 200, body = OfficeSlots), (status = 400, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem),
))]
async fn list_office_slots(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(query): Query<SlotQuery>,
) -> Outcome<Json<OfficeSlots>> {
    let office = appointments::office(&app, &id)?;
    let day = match query.day.as_deref() {
        Some(day) => Some(day.parse().map_err(|_| Failure::field("day", FieldCode::NotAMoment))?),
        None => None,
    };
    Ok(Json(appointments::free(&app, &app.db, office, query.purpose, day).await?))
}

/// Appointments that were made in the cabinet, newest first.
#[utoipa::path(get, path = paths::APPOINTMENTS, tag = "appointments", responses(
    (status = 200, body = AppointmentList), (status = 401, body = Problem),
))]
async fn list_appointments(
    State(app): State<App>,
    Resident(resident): Resident,
) -> Outcome<Json<AppointmentList>> {
    let rows = store::appointments::of_resident(&app.db, &resident.id).await?;
    // One whose office is gone from the list must not hide the others.
    let items = rows.iter().filter_map(|row| appointments::view(&app, row).ok()).collect();
    Ok(Json(AppointmentList { items }))
}

/// Makes an appointment, signed in or not.
#[utoipa::path(post, path = paths::APPOINTMENTS, tag = "appointments", request_body = MakeAppointment,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = AppointmentView), (status = 409, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem),
))]
async fn make_appointment(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    mutation: Mutation<MakeAppointment>,
) -> Outcome<Response> {
    let resident = Resident::find(&parts, &app).await?.map(|Resident(resident)| resident);
    let scope = resident
        .as_ref()
        .map_or_else(|| format!("guest:{address}"), |resident| format!("resident:{}", resident.id));
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    limited(&app, &address.to_string())?;
    let row = appointments::make(&app, &attempt.tx, resident.as_ref(), &mutation.body).await?;
    let view = appointments::view(&app, &row)?;
    let response = attempt.created(paths::APPOINTMENTS.to_owned(), &view).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// Finds an appointment by its number and the contact it was made with, or by the token of the newest letter's link. In the
/// cabinet it was made in, the number is enough. The same answer for an unknown number and a wrong contact.
#[utoipa::path(post, path = paths::APPOINTMENT_LOOKUP, tag = "appointments", request_body = LookupByNumber, responses(
    (status = 200, body = AppointmentView), (status = 404, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem),
))]
async fn find_appointment(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    Body(lookup): Body<LookupByNumber>,
) -> Outcome<Json<AppointmentView>> {
    let row = own(&app, &parts, &address.to_string(), lookup).await?;
    Ok(Json(appointments::view(&app, &row)?))
}

/// Moves an appointment to another free beginning.
#[utoipa::path(post, path = paths::APPOINTMENT_MOVES, tag = "appointments", request_body = MoveAppointment,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = AppointmentView), (status = 404, body = Problem), (status = 409, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn move_appointment(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    Path(number): Path<String>,
    mutation: Mutation<MoveAppointment>,
) -> Outcome<Response> {
    let contact = mutation.body.contact.clone();
    let attempt = match idempotency::begin(&app, &scope_of(&number, &contact), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = own(&app, &parts, &address.to_string(), LookupByNumber { number, contact }).await?;
    limited(&app, &address.to_string())?;
    let row = appointments::change(&app, &attempt.tx, &row.number, mutation.body.starts).await?;
    let response = attempt.done(&appointments::view(&app, &row)?).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// Gives an appointment back: somebody else can have its place at once.
#[utoipa::path(post, path = paths::APPOINTMENT_CANCELLATIONS, tag = "appointments", request_body = CancelAppointment,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = AppointmentView), (status = 404, body = Problem), (status = 409, body = Problem),
    (status = 429, body = Problem),
))]
async fn cancel_appointment(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    Path(number): Path<String>,
    mutation: Mutation<CancelAppointment>,
) -> Outcome<Response> {
    let contact = mutation.body.contact.clone();
    let attempt = match idempotency::begin(&app, &scope_of(&number, &contact), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = own(&app, &parts, &address.to_string(), LookupByNumber { number, contact }).await?;
    limited(&app, &address.to_string())?;
    let row = appointments::cancel(&app, &attempt.tx, &row.number).await?;
    let response = attempt.done(&appointments::view(&app, &row)?).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// Each of them may send a letter.
fn limited(app: &App, address: &str) -> Outcome<()> {
    let key = format!("appointments:{address}");
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    app.limiter.fail(&key);
    Ok(())
}

/// The kept answer of a number is for whoever knows the same contact: a link that was good stays good for a repeat.
fn scope_of(number: &str, contact: &str) -> String {
    format!("appointment:{}", digest(&[number.as_bytes(), contact.as_bytes()]))
}

/// The appointment of whoever asks: signed in where it was made, with its contact, or with the newest letter's link.
async fn own(
    app: &App,
    parts: &Parts,
    address: &str,
    mut lookup: LookupByNumber,
) -> Outcome<appointment::Model> {
    let guesses = format!("proof:{address}");
    app.limiter.check(&guesses, proof::LIMIT_BY_ADDRESS)?;
    let contact = lookup.contact.trim().to_owned();
    let resident = Resident::find(parts, app).await?;
    if contact.is_empty() && resident.is_some() {
        // The number is read as it always is; nothing fits this contact.
        "-".clone_into(&mut lookup.contact);
    }
    let proof = Proof::read(&lookup)?;
    if let Some(row) = store::appointments::find(&app.db, &proof.number).await? {
        let token = digest(&[contact.as_bytes()]);
        let is_linked = row.token.as_ref().is_some_and(|stored| *stored == token);
        let is_here = resident.is_some_and(|Resident(resident)| row.resident_id == Some(resident.id));
        if is_linked || is_here || proof.fits(&row.email, &row.phone) {
            return Ok(row);
        }
    }
    app.limiter.fail(&guesses);
    Err(ErrorCode::NotFound.into())
}
