//! Payments on the staff's desk: looked for, and sent back.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use svetlitsa_api::refunds::{AskRefund, StaffPayment, StaffPaymentList, StaffRefund};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::{PaymentMethod, RefundProblem, RefundState};
use svetlitsa_domain::receipts::parse_verification_code;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Staff;
use crate::clock::local;
use crate::entity::payment;
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::payments::{announce, state_of};
use crate::refunds::{AskProblem, Asked, ask_within, sums};
use crate::state::App;
use crate::store;

/// Payments found at most.
const FOUND: u64 = 20;
/// Longest thing that is looked for, characters; no number is that long.
const MAX_QUERY: usize = 100;
/// Who may only look: money goes back by somebody who answers for the shift.
const ONLY_LOOKS: &str = "operator";

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find_payments)).routes(routes!(ask_refund))
}

/// What to look for.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PaymentQuery {
    /// Number of a payment or of its receipt, the receipt's code, or an account number.
    #[serde(default)]
    query: String,
}

/// Finds payments by their number, their receipt or their account, newest first.
#[utoipa::path(get, path = paths::STAFF_PAYMENTS, tag = "staff", params(PaymentQuery), responses(
    (status = 200, body = StaffPaymentList), (status = 400, body = Problem), (status = 401, body = Problem),
))]
async fn find_payments(
    State(app): State<App>,
    _: Staff,
    Query(PaymentQuery { query }): Query<PaymentQuery>,
) -> Outcome<Json<StaffPaymentList>> {
    let query = query.trim();
    if query.is_empty() || query.chars().count() > MAX_QUERY {
        return Ok(Json(StaffPaymentList { items: Vec::new() }));
    }
    let code = parse_verification_code(query).unwrap_or_default();
    let mut items = Vec::new();
    for row in store::payments::search(&app.db, query, &code, FOUND).await? {
        items.push(view(&app, &app.db, &row).await?);
    }
    Ok(Json(StaffPaymentList { items }))
}

/// Sends money of a payment back to whoever paid it; once for each document. A supervisor or an administrator does.
#[utoipa::path(post, path = paths::STAFF_PAYMENT_REFUNDS, tag = "staff", request_body = AskRefund,
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = StaffPayment), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
))]
async fn ask_refund(
    State(app): State<App>,
    Staff(clerk): Staff,
    Path(id): Path<String>,
    mutation: Mutation<AskRefund>,
) -> Outcome<Response> {
    if clerk.role == ONLY_LOOKS {
        return Err(ErrorCode::Forbidden.into());
    }
    let attempt = match idempotency::begin(&app, &format!("staff:{}", clerk.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let AskRefund { amount_kopecks, document } = &mutation.body;
    let asked = Asked { payment: &id, amount: Some(*amount_kopecks), document, by: &clerk.login };
    ask_within(&attempt.tx, asked, app.clock.now_ms()).await.map_err(failure)?;
    let row = store::payments::find(&attempt.tx, &id).await?.ok_or(ErrorCode::NotFound)?;
    let body = view(&app, &attempt.tx, &row).await?;
    let response = attempt.done(&body).await?;
    announce(&app, &id);
    Ok(response)
}

fn failure(problem: AskProblem) -> Failure {
    match problem {
        AskProblem::NoPayment(_) => ErrorCode::NotFound.into(),
        AskProblem::Length(_) => Failure::field("document", FieldCode::Required),
        AskProblem::NotALine(_) | AskProblem::OtherSum { .. } => {
            Failure::field("document", FieldCode::NotAChoice)
        }
        AskProblem::Sum(RefundProblem::NotPositive) => {
            Failure::field("amount_kopecks", FieldCode::AmountTooSmall)
        }
        AskProblem::Sum(RefundProblem::TooMuch { .. }) => {
            Failure::field("amount_kopecks", FieldCode::AmountTooLarge)
        }
        AskProblem::Sum(RefundProblem::NothingTaken) | AskProblem::NotOurs(_) => ErrorCode::WrongStage.into(),
        AskProblem::Store(error) => error.into(),
        AskProblem::Broken(what) => Failure::internal(&what),
    }
}

async fn view(app: &App, db: &impl ConnectionTrait, row: &payment::Model) -> Outcome<StaffPayment> {
    let broken = |what: &str| Failure::internal(&format!("payment {}: {what}", row.id));
    let account = store::accounts::find(db, &row.account).await?.ok_or_else(|| broken("no account"))?;
    let zone = app.branch(&account.branch)?.zone;
    let refunds = store::refunds::of_payment(db, &row.id).await?;
    let state = state_of(row)?;
    let sums = sums(row, &refunds);
    let may_go_back = row.acquirer_id.is_some() && sums.check(state, sums.left()).is_ok();
    let receipt = store::receipts::find_by_payment(db, &row.id).await?;
    let refunds = refunds.into_iter().map(|refund| {
        Ok(StaffRefund {
            amount_kopecks: Kopecks(refund.amount_kopecks),
            state: RefundState::parse(&refund.state).ok_or_else(|| broken(&refund.state))?,
            document: refund.document,
            asked_by: refund.asked_by,
            asked: local(refund.asked_at, zone),
        })
    });
    Ok(StaffPayment {
        id: row.id.clone(),
        account: row.account.parse().map_err(|error| Failure::internal(&error))?,
        customer: account.name,
        amount_kopecks: Kopecks(row.amount_kopecks),
        left_kopecks: if may_go_back { sums.left() } else { Kopecks::ZERO },
        method: PaymentMethod::parse(&row.method).ok_or_else(|| broken("method"))?,
        state,
        created: local(row.created_at, zone),
        receipt_number: receipt.map(|receipt| receipt.number),
        refunds: refunds.collect::<Outcome<_>>()?,
    })
}
