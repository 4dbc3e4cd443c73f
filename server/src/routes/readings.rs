//! Readings: the history, and a new one with its verdict.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use svetlitsa_api::readings::{Channel, FindingView, ReadingList, ReadingView, SubmitReading, ZoneUse};
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::readings::{Assessment, Circumstances, FindingCode, Submission, VerdictStatus, assess};
use svetlitsa_domain::tariffs;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{AccountReader, Actor};
use crate::clock::to_local;
use crate::entity::reading;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::paging::{Page, next_cursor};
use crate::readings::{Metering, meterings, view};
use crate::state::App;
use crate::{random, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_readings, submit_reading))
}

/// Readings of an account, newest first, refused and replaced ones included.
#[utoipa::path(get, path = paths::READINGS, tag = "readings", params(("number" = String, Path), Page), responses(
    (status = 200, body = ReadingList), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn list_readings(
    State(app): State<App>,
    reader: AccountReader,
    page: Page,
) -> Outcome<Json<ReadingList>> {
    if reader.is_guest {
        return Err(ErrorCode::NotFound.into());
    }
    let zone = app.branch(&reader.account.branch)?.zone;
    let rows =
        store::readings::of_account(&app.db, &reader.account.number, page.cursor(), page.limit() + 1).await?;
    let (rows, next_cursor) = next_cursor(rows, page.limit(), |row| row.id.clone());
    let items = rows.iter().map(|row| view(row, zone)).collect::<Outcome<_>>()?;
    Ok(Json(ReadingList { items, next_cursor }))
}

/// Judges a reading. A refused one is an answer, not an error: it is kept with its reason. An odd one comes
/// back as `confirmation_required` until it is sent with `confirmed`.
#[utoipa::path(post, path = paths::READINGS, tag = "readings", request_body = SubmitReading,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 201, body = ReadingView), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem),
))]
async fn submit_reading(
    State(app): State<App>,
    actor: Actor,
    axum::extract::Path(number): axum::extract::Path<String>,
    mutation: Mutation<SubmitReading>,
) -> Outcome<Response> {
    let account = actor.account(&app, &number, Action::SubmitReading).await?;
    let branch = app.branch(&account.branch)?;
    let attempt = match idempotency::begin(&app.db, &actor.scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let form = mutation.body;
    let now = app.clock.now_ms();
    let today = to_local(app.clock.now(), branch.zone).date_naive();
    let taken_on = form.taken_on.unwrap_or(today);
    let period = branch
        .readings
        .counts_for(taken_on, today)
        .ok_or_else(|| Failure::internal(&"the clock is outside this century"))?;
    let metering = meterings(&attempt.tx, &account, branch, period, today)
        .await?
        .into_iter()
        .find(|metering| metering.meter.id == form.meter)
        .ok_or_else(|| Failure::field("meter", FieldCode::NotAChoice))?;
    if metering.meter.is_smart {
        return Err(ErrorCode::ReadingsClosed.into());
    }
    let submission =
        Submission { values: form.values.iter().map(|value| (value.zone, value.value)).collect(), taken_on };
    let circumstances = Circumstances { policy: &branch.readings, history: &metering.history, today };
    let assessment = assess(&metering.face, &submission, &circumstances);
    if assessment.status() == VerdictStatus::Question && !form.confirmed {
        return Err(confirmation_required(&assessment));
    }
    let channel = if actor.terminal.is_some() { Channel::Terminal } else { Channel::Portal };
    let row = reading::Model {
        id: random::id(),
        account: account.number.clone(),
        meter: form.meter,
        taken_on: submission.taken_on.to_string(),
        received_at: now,
        channel: word(&channel)?,
        status: assessment.status().as_str().to_owned(),
        period: period.to_string(),
        values: serde_json::to_string(&form.values)?,
        consumption: serde_json::to_string(&uses(&assessment))?,
        findings: serde_json::to_string(&findings(&assessment))?,
        cost_kopecks: cost(&metering, &assessment),
        is_replaced: false,
    };
    let row = store::readings::record(&attempt.tx, row).await?;
    let location = paths::fill(paths::READINGS, &[&account.number]);
    attempt.created(location, &view(&row, branch.zone)?).await
}

fn confirmation_required(assessment: &Assessment) -> Failure {
    let field = |code| match code {
        FindingCode::RolledOver => FieldCode::RolledOver,
        FindingCode::NothingUsed => FieldCode::NothingUsed,
        FindingCode::ZonesSwapped => FieldCode::ZonesSwapped,
        FindingCode::RisersSwapped => FieldCode::RisersSwapped,
        FindingCode::NightAboveDay => FieldCode::NightAboveDay,
        _ => FieldCode::UnusuallyHigh,
    };
    let fields = assessment.questions().map(|finding| FieldProblem {
        field: finding.zone.map_or_else(|| "values".to_owned(), |zone| format!("values.{}", zone.as_str())),
        code: field(finding.code),
    });
    Failure { fields: fields.collect(), ..ErrorCode::ConfirmationRequired.into() }
}

fn uses(assessment: &Assessment) -> Vec<ZoneUse> {
    let is_refused = assessment.status() == VerdictStatus::Refused;
    let uses = assessment.consumption.iter().filter(|_| !is_refused);
    uses.map(|&(zone, units)| ZoneUse { zone, units }).collect()
}

fn findings(assessment: &Assessment) -> Vec<FindingView> {
    assessment.findings.iter().map(|finding| FindingView { code: finding.code, zone: finding.zone }).collect()
}

fn cost(metering: &Metering, assessment: &Assessment) -> Option<i64> {
    if assessment.status() == VerdictStatus::Refused {
        return None;
    }
    tariffs::cost_lines(&assessment.consumption, &metering.prices).map(|lines| tariffs::total(&lines).0)
}

fn word(channel: &Channel) -> Outcome<String> {
    let value = serde_json::to_value(channel)?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}
