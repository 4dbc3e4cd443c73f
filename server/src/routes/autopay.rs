//! Automatic payment of an account: only its owner sets it up, sees it and stops it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use svetlitsa_api::autopay::{AutopayDebitView, AutopayView, SetUpAutopay};
use svetlitsa_api::registrations::ConsentView;
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::payments::autopay::{
    ATTEMPTS, AutopayState, Brakes, BrakesProblem, DebitState, NOTICE_DAYS, SkipReason, StopReason,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::autopay::{autopay_state, debit_state, set_up, stop};
use crate::callers::{AccountReader, Actor, Address, Resident};
use crate::clock::local;
use crate::data::Branch;
use crate::entity::autopay_debit;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::state::App;
use crate::store;

/// Debits that are shown: three years of them.
const SHOWN: u64 = 36;
/// What is proposed as a cap.
const USUAL_CAP: Kopecks = Kopecks(500_000);

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_autopay, set_up_autopay, stop_autopay))
}

/// How the account is paid automatically, what comes next and what became of every bill.
#[utoipa::path(get, path = paths::AUTOPAY, tag = "autopay", params(("number" = String, Path)), responses(
    (status = 200, body = AutopayView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_autopay(
    State(app): State<App>,
    reader: AccountReader,
    parts: Parts,
) -> Outcome<Json<AutopayView>> {
    // Staff that looks on sees what the owner sees; a relative does not, whatever else is open to them.
    if !reader.access.allows(Action::SeePerson) {
        return Err(ErrorCode::NotFound.into());
    }
    let branch = app.branch(&reader.account.branch)?;
    let row = store::autopay::find(&app.db, &reader.account.number).await?;
    let state = row.as_ref().map(autopay_state).transpose()?.unwrap_or(AutopayState::Off);
    let debits = store::autopay::debits(&app.db, &reader.account.number, SHOWN).await?;
    let resident = Resident::find(&parts, &app).await?.map(|Resident(resident)| resident.login);
    let consent = &app.data.autopay;
    Ok(Json(AutopayView {
        state,
        stop_reason: row.as_ref().and_then(|row| StopReason::parse(row.stop_reason.as_deref()?)),
        day: row.as_ref().and_then(|row| u8::try_from(row.day?).ok()),
        cap_kopecks: row.as_ref().map_or(USUAL_CAP, |row| Kopecks(row.cap_kopecks)),
        skips_estimated: row.as_ref().is_none_or(|row| row.skips_estimated),
        method: row
            .as_ref()
            .and_then(|row| PaymentMethod::parse(&row.method))
            .unwrap_or(PaymentMethod::BankCard),
        instrument: row.as_ref().and_then(|row| row.instrument.clone()),
        confirmation_url: row.and_then(|row| row.confirmation_url),
        notice_days: NOTICE_DAYS,
        attempts: ATTEMPTS,
        email: resident.unwrap_or_default(),
        consent: ConsentView {
            version: consent.version.clone(),
            ru: consent.ru.clone(),
            en: consent.en.clone(),
        },
        debits: debits.iter().map(|debit| view(debit, branch)).collect::<Outcome<_>>()?,
    }))
}

fn view(row: &autopay_debit::Model, branch: &Branch) -> Outcome<AutopayDebitView> {
    let state = debit_state(row)?;
    let skipped = row.reason.as_deref().filter(|_| state == DebitState::Skipped).and_then(SkipReason::parse);
    Ok(AutopayDebitView {
        period: row.period.parse().map_err(|error| Failure::internal(&error))?,
        state,
        amount_kopecks: Kopecks(row.amount_kopecks),
        due_on: row.due_on.parse().map_err(|error| Failure::internal(&error))?,
        attempts: u32::try_from(row.attempts).unwrap_or(0),
        failure: row.reason.clone().filter(|_| state != DebitState::Skipped),
        skipped,
        payment: row.payment_id.clone(),
        settled: row.settled_at.map(|ms| local(ms, branch.zone)),
    })
}

/// Sets it up, or changes its terms. The bank is asked to keep the method unless it does already; nothing is charged.
#[utoipa::path(put, path = paths::AUTOPAY, tag = "autopay", request_body = SetUpAutopay,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem),
))]
async fn set_up_autopay(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
    address: Address,
    mutation: Mutation<SetUpAutopay>,
) -> Outcome<Response> {
    let account = Actor::of_resident(&resident).account(&app.db, &number, Action::ManageAutopay).await?;
    let branch = app.branch(&account.branch)?;
    if !branch.takes_payments {
        return Err(ErrorCode::PaymentsClosed.into());
    }
    let form = &mutation.body;
    let brakes = Brakes { day: form.day, cap: form.cap_kopecks, skips_estimated: form.skips_estimated };
    brakes.check().map_err(|problem| match problem {
        BrakesProblem::Day => Failure::field("day", FieldCode::NotAChoice),
        BrakesProblem::CapTooSmall => Failure::field("cap_kopecks", FieldCode::AmountTooSmall),
        BrakesProblem::CapTooLarge => Failure::field("cap_kopecks", FieldCode::AmountTooLarge),
    })?;
    let is_offered = branch.payment_methods.contains(&form.method);
    if !is_offered || !matches!(form.method, PaymentMethod::BankCard | PaymentMethod::Sbp) {
        return Err(Failure::field("method", FieldCode::NotAChoice));
    }
    if form.consent_version != app.data.autopay.version {
        return Err(Failure::field("consent_version", FieldCode::ConsentOutdated));
    }
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        set_up(&app, &attempt.tx, &resident, &account, form, address).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Stops it at once: nothing that was announced is charged any more.
#[utoipa::path(delete, path = paths::AUTOPAY, tag = "autopay",
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn stop_autopay(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let account = Actor::of_resident(&resident).account(&app.db, &number, Action::ManageAutopay).await?;
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        stop(&app, &attempt.tx, &account.number, StopReason::ByOwner).await?;
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
