//! What customers think of answers, by the letter's link and by their author, and of the service; as a table for the desk.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::surveys::{RateAppeal, RateByLink, RateService, YearlySurvey};
use svetlitsa_api::{Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::appeals::own_appeal;
use crate::callers::{Address, Resident, Staff};
use crate::clock::local;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::state::App;
use crate::{proof, store, surveys};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(rate_by_link))
        .routes(routes!(rate_appeal))
        .routes(routes!(yearly_survey, rate_service))
        .routes(routes!(export_surveys))
}

/// An opinion by the link of the answer's letter. It can be changed for a month.
#[utoipa::path(post, path = paths::SURVEYS, tag = "appeals", request_body = RateByLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 410, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn rate_by_link(
    State(app): State<App>,
    Address(address): Address,
    mutation: Mutation<RateByLink>,
) -> Outcome<Response> {
    let guesses = format!("proof:{address}");
    app.limiter.check(&guesses, proof::LIMIT_BY_ADDRESS)?;
    let link = surveys::stored(&mutation.body.token);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &format!("survey:{link}"), &mutation).await? {
        let row = store::surveys::of_token(&attempt.tx, &link).await?;
        if row.is_none() {
            app.limiter.fail(&guesses);
        }
        surveys::rate(&app, &attempt.tx, row, mutation.body.mark, &mutation.body.text).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// An opinion of the author of an appeal, known by the cabinet that it was filed from, or by the contact.
#[utoipa::path(post, path = paths::APPEAL_SURVEY, tag = "appeals", request_body = RateAppeal,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 404, body = Problem), (status = 410, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem),
))]
async fn rate_appeal(
    State(app): State<App>,
    Address(address): Address,
    parts: Parts,
    Path(number): Path<String>,
    mutation: Mutation<RateAppeal>,
) -> Outcome<Response> {
    let resident = Resident::find(&parts, &app).await?.map(|Resident(resident)| resident.id);
    let contact = mutation.body.contact.clone();
    let appeal = own_appeal(&app, &address.to_string(), resident.as_ref(), number, contact).await?;
    let scope = format!("appeal:{}", appeal.number);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        let row = store::surveys::of_appeal(&attempt.tx, &appeal.number).await?;
        surveys::rate(&app, &attempt.tx, row, mutation.body.mark, &mutation.body.text).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Whether the cabinet's owner is asked today what to think of the service: at least once a year, and not within a quarter of
/// any other question.
#[utoipa::path(get, path = paths::YEARLY_SURVEY, tag = "appeals", responses(
    (status = 200, body = YearlySurvey), (status = 401, body = Problem),
))]
async fn yearly_survey(State(app): State<App>, Resident(resident): Resident) -> Outcome<Json<YearlySurvey>> {
    Ok(Json(YearlySurvey { is_due: surveys::is_yearly_due(&app, &app.db, &resident.id).await? }))
}

/// What the cabinet's owner thinks of the service, or that there is nothing to say. It can be changed for a month.
#[utoipa::path(post, path = paths::YEARLY_SURVEY, tag = "appeals", request_body = RateService,
    params(("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 410, body = Problem), (status = 422, body = Problem),
))]
async fn rate_service(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<RateService>,
) -> Outcome<Response> {
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        surveys::rate_service(&app, &attempt.tx, &resident.id, &mutation.body).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Who was asked when, and what they said, without names and contacts: UTF-8 with a mark of its order, `;`.
#[utoipa::path(get, path = paths::STAFF_SURVEYS, tag = "staff", responses(
    (status = 200, content_type = "text/csv"), (status = 401, body = Problem),
))]
async fn export_surveys(State(app): State<App>, _: Staff) -> Outcome<Response> {
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    let broken = |error: csv::Error| Failure::internal(&error);
    file.write_record(["asked", "rated", "appeal", "kind", "branch", "mark", "text"]).map_err(broken)?;
    for (row, appeal) in store::surveys::all(&app.db).await? {
        let Some(appeal) = appeal else { continue };
        let zone = app.branch(&appeal.branch)?.zone;
        let record = [
            local(row.asked_at, zone).to_rfc3339(),
            row.rated_at.map(|at| local(at, zone).to_rfc3339()).unwrap_or_default(),
            row.appeal,
            appeal.kind,
            appeal.branch,
            row.mark.map(|mark| mark.to_string()).unwrap_or_default(),
            harmless(&row.text.unwrap_or_default()),
        ];
        file.write_record(record).map_err(broken)?;
    }
    let zone = app.home_branch()?.zone;
    for row in store::surveys::all_yearly(&app.db).await? {
        let asked = local(row.asked_at, zone).to_rfc3339();
        let rated = if row.mark.is_some() { asked.clone() } else { String::new() };
        let mark = row.mark.map(|mark| mark.to_string()).unwrap_or_default();
        let text = harmless(&row.text.unwrap_or_default());
        file.write_record([asked, rated, String::new(), "service".into(), String::new(), mark, text])
            .map_err(broken)?;
    }
    let file = file.into_inner().map_err(|error| Failure::internal(&error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"surveys.csv\"")),
    ];
    Ok((headers, file).into_response())
}

/// A text that a table program does not take for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text.to_owned() }
}
