//! Debts: what is late and what follows, and instalments.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use svetlitsa_api::debts::{AgreementView, DebtView, InstalmentPlanView, MakeAgreement};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::bills::AgreementState;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{AccountReader, Actor, Resident};
use crate::clock::to_local;
use crate::debts::{instalments, view};
use crate::entity::instalment;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::state::App;
use crate::store;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_debt)).routes(routes!(plan_instalments, agree_on_instalments))
}

fn allow(reader: &AccountReader) -> Outcome<()> {
    if reader.access.allows(Action::SeeMoney) { Ok(()) } else { Err(ErrorCode::NotFound.into()) }
}

/// What is late, to whom and since when; the penalty by today and day by day; what follows, and what can be done.
#[utoipa::path(get, path = paths::DEBT, tag = "bills", params(("number" = String, Path)), responses(
    (status = 200, body = DebtView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_debt(State(app): State<App>, reader: AccountReader) -> Outcome<Json<DebtView>> {
    allow(&reader)?;
    let mut debt = view::debt(&app, &reader.account).await?;
    // Who may not agree is not asked to.
    debt.offer = debt.offer.filter(|_| reader.access.allows(Action::FileApplication));
    Ok(Json(debt))
}

/// In how many parts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Parts {
    /// Monthly parts after the first; the branch's standard when absent.
    parts: Option<u32>,
}

/// The plan for what is late today to the payee of today, without penalty. 409 when nothing is, or an agreement is in
/// force.
#[utoipa::path(get, path = paths::INSTALMENTS, tag = "bills", params(("number" = String, Path), Parts), responses(
    (status = 200, body = InstalmentPlanView), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
))]
async fn plan_instalments(
    State(app): State<App>,
    reader: AccountReader,
    query: Result<Query<Parts>, QueryRejection>,
) -> Outcome<Json<InstalmentPlanView>> {
    allow(&reader)?;
    let Query(Parts { parts }) = query.map_err(|_| ErrorCode::MalformedRequest)?;
    let debt = view::debt(&app, &reader.account).await?;
    let branch = app.branch(&reader.account.branch)?;
    let (offer, terms) = debt.offer.zip(branch.instalments).ok_or(ErrorCode::WrongStage)?;
    let parts = parts.unwrap_or(terms.standard.parts);
    let planned = instalments::plan(terms, offer.debt_kopecks, parts, debt.today)?;
    Ok(Json(planned.view(offer.debt_kopecks)))
}

/// Agrees on instalments. In force once the first part is paid, in time; another agreement before that takes the place of
/// this one. 409 when the debt is another one than was shown.
#[utoipa::path(post, path = paths::INSTALMENTS, tag = "bills", request_body = MakeAgreement,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 201, body = AgreementView), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem),
))]
async fn agree_on_instalments(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
    mutation: Mutation<MakeAgreement>,
) -> Outcome<Response> {
    let account = Actor::of_resident(&resident).account(&app.db, &number, Action::FileApplication).await?;
    let branch = app.branch(&account.branch)?;
    let attempt = match idempotency::begin(&app, &format!("resident:{}", resident.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let MakeAgreement { payee, debt_kopecks, parts } = &mutation.body;
    let debt = view::debt(&app, &account).await?;
    let (offer, terms) = debt.offer.zip(branch.instalments).ok_or(ErrorCode::WrongStage)?;
    if offer.payee != *payee {
        return Err(Failure::field("payee", FieldCode::NotAChoice));
    }
    if offer.debt_kopecks != *debt_kopecks {
        return Err(ErrorCode::WrongStage.into());
    }
    let planned = instalments::plan(terms, offer.debt_kopecks, *parts, debt.today)?;
    let now = app.clock.now();
    let now_ms = now.timestamp_millis();
    // The number first: of two who agree at once, the second waits here and then sees the first.
    let year = to_local(now, branch.zone).format("%Y").to_string();
    let sequence = store::counters::next(&attempt.tx, &format!("instalments-{year}")).await?;
    let ledger = store::payments::ledger(&attempt.tx, &number, payee).await?;
    for row in store::debts::agreements(&attempt.tx, &number).await? {
        let (_, agreement) = instalments::restore(&row, &ledger, branch)?;
        if row.payee == *payee && agreement.state(debt.today) == AgreementState::Awaiting {
            let row = instalment::Model { withdrawn_at: Some(now_ms), ..row };
            store::debts::save_agreement(&attempt.tx, row).await?;
        }
    }
    let row = instalment::Model {
        number: format!("I-{year}-{sequence:06}"),
        account: number.clone(),
        payee: payee.clone(),
        resident_id: resident.id.clone(),
        made_at: now_ms,
        debt_kopecks: debt_kopecks.0,
        first_kopecks: planned.plan.first.0,
        first_due: planned.first_due.to_string(),
        parts: planned.parts_text()?,
        in_force_at: None,
        withdrawn_at: None,
    };
    let body = instalments::view(&row, &[], branch, debt.today)?;
    store::debts::insert_agreement(&attempt.tx, row).await?;
    attempt.created(paths::fill(paths::DEBT, &[&number]), &body).await
}
