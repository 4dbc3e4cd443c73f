//! Payments: start one, see where it stands, live.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::payments::{CreatePayment, MAX_READINGS, PaymentList, PaymentView};
use svetlitsa_api::receipts::ReceiptView;
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::payments::{AmountError, PaymentEvent, check_amount};
use tokio::sync::broadcast::error::RecvError;
use tokio_stream::wrappers::ReceiverStream;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{AccountReader, Actor};
use crate::data::Branch;
use crate::entity::{account, payment};
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::paging::{Page, next_cursor};
use crate::payees::{NotPayable, may_be_paid};
use crate::payment_terms::fix_terms;
use crate::payments::{NewPayment, announce, earlier, journal, state_of, transition, view};
use crate::state::App;
use crate::{receipt_letters, receipts, store};

/// Silence on a stream is broken this often, so that proxies keep it.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_payment))
        .routes(routes!(get_payment))
        .routes(routes!(stream_payment))
        .routes(routes!(withdraw_payment))
        .routes(routes!(get_payment_receipt))
        .routes(routes!(list_payments))
}

/// Journals a payment; the acquirer hears of it right afterwards. The answer tells where to follow it.
#[utoipa::path(post, path = paths::PAYMENTS, tag = "payments", request_body = CreatePayment,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = PaymentView), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem),
))]
async fn create_payment(
    State(app): State<App>,
    actor: Actor,
    mutation: Mutation<CreatePayment>,
) -> Outcome<Response> {
    let form = &mutation.body;
    if !form.method.is_offered_here() {
        return Err(Failure::field("method", FieldCode::NotAChoice));
    }
    check_amount(form.amount_kopecks).map_err(|error| {
        let code = match error {
            AmountError::TooSmall => FieldCode::AmountTooSmall,
            AmountError::TooLarge => FieldCode::AmountTooLarge,
        };
        Failure::field("amount_kopecks", code)
    })?;
    let account = actor.account(&app.db, form.account.as_str(), Action::Pay).await?;
    let branch = app.branch(&account.branch)?;
    if !branch.takes_payments {
        return Err(ErrorCode::PaymentsClosed.into());
    }
    if !branch.payment_methods.contains(&form.method) {
        return Err(Failure::field("method", FieldCode::NotAChoice));
    }
    let attempt = match idempotency::begin(&app, &actor.scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let readings = readings_of(&attempt.tx, &account, form).await?;
    let payee = payee(&app, &attempt.tx, &account, branch, form).await?;
    if form.refuse_repeat
        && earlier::repeats(&app, &attempt.tx, &account, branch, payee, form.amount_kopecks).await?
    {
        return Err(ErrorCode::PaymentRepeated.into());
    }
    let new = NewPayment {
        account: &account,
        branch,
        amount: form.amount_kopecks,
        method: form.method,
        payee,
        named: form.period,
        terminal: actor.terminal.clone(),
    };
    let row = journal(&app, &attempt.tx, new).await?;
    store::payment_readings::note(&attempt.tx, &row.id, &readings).await?;
    let payer = match actor.resident_id() {
        Some(id) => store::residents::find(&attempt.tx, id).await?,
        None => None,
    };
    fix_terms(&app, &attempt.tx, &row, payer.map(|payer| payer.login), None).await?;
    receipt_letters::expect(&attempt.tx, &row.id, actor.resident_id()).await?;
    let body = view(&app, &attempt.tx, &row, branch).await?;
    let response = attempt.created(paths::fill(paths::PAYMENT, &[&row.id]), &body).await?;
    app.acquirer_work.notify_one();
    Ok(response)
}

/// The readings that were given in the same step, each once: the account's own, and none that was refused.
async fn readings_of(
    tx: &DatabaseTransaction,
    account: &account::Model,
    form: &CreatePayment,
) -> Outcome<Vec<String>> {
    let mut ids = form.readings.clone();
    ids.sort();
    ids.dedup();
    let is_known = ids.is_empty()
        || ids.len() <= MAX_READINGS
            && store::payment_readings::given(tx, &account.number, &ids).await? == ids.len();
    if is_known { Ok(ids) } else { Err(Failure::field("readings", FieldCode::NotAChoice)) }
}

/// The payee that was asked for, when the account may pay it.
async fn payee<'a>(
    app: &App,
    db: &impl ConnectionTrait,
    account: &account::Model,
    branch: &'a Branch,
    form: &CreatePayment,
) -> Outcome<Option<&'a str>> {
    let today = app.clock.now().with_timezone(&branch.zone).date_naive();
    let amount = Some(form.amount_kopecks);
    may_be_paid(db, account, branch, form.payee.as_deref(), amount, today).await?.map_err(|error| match error
    {
        NotPayable::Unknown => Failure::field("payee", FieldCode::NotAChoice),
        NotPayable::TooMuch => Failure::field("amount_kopecks", FieldCode::AmountTooLarge),
    })
}

/// Where a payment stands.
#[utoipa::path(get, path = paths::PAYMENT, tag = "payments", params(("id" = String, Path)), responses(
    (status = 200, body = PaymentView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_payment(
    State(app): State<App>,
    Path(id): Path<String>,
    parts: Parts,
) -> Outcome<Json<PaymentView>> {
    let (row, reader) = readable(&app, &parts, &id).await?;
    Ok(Json(view(&app, &app.db, &row, app.branch(&reader.account.branch)?).await?))
}

/// The payment, when the caller may see its account.
pub(super) async fn readable(app: &App, parts: &Parts, id: &str) -> Outcome<(payment::Model, AccountReader)> {
    match store::payments::find(&app.db, id).await? {
        Some(row) => {
            let reader = AccountReader::of(parts, app, &row.account).await?;
            // Whoever may pay follows the payment; whoever may only give readings does not.
            if reader.access.allows(Action::SeeBalance) {
                Ok((row, reader))
            } else {
                Err(ErrorCode::NotFound.into())
            }
        }
        // Whoever is signed in learns nothing; whoever is not is told to sign in, as for a payment that exists.
        None => AccountReader::of(parts, app, "").await.and(Err(ErrorCode::NotFound.into())),
    }
}

/// Live state: the current one on connect, then every change with the payment's version as its id. A heartbeat
/// fills the silence. The stream ends after a final state.
#[utoipa::path(get, path = paths::PAYMENT_EVENTS, tag = "payments",
    params(("id" = String, Path), ("access" = Option<String>, Query, description = "Guest token: streams cannot send headers.")),
    responses((status = 200, content_type = "text/event-stream", body = String),
    (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn stream_payment(State(app): State<App>, Path(id): Path<String>, parts: Parts) -> Outcome<Response> {
    let mut changes = app.payment_changes.subscribe();
    let (_, reader) = readable(&app, &parts, &id).await?;
    let (events, receiver) = tokio::sync::mpsc::channel::<Result<Event, Infallible>>(4);
    let branch_id = reader.account.branch;
    tokio::spawn(async move {
        let mut last_version = None;
        loop {
            let Ok(Some(row)) = store::payments::find(&app.db, &id).await else { return };
            if last_version.replace(row.version) != Some(row.version) {
                let Ok(branch) = app.branch(&branch_id) else { return };
                let Ok(body) = view(&app, &app.db, &row, branch).await else { return };
                let event = Event::default().event("payment").id(row.version.to_string());
                let Ok(event) = event.json_data(&body) else { return };
                if events.send(Ok(event)).await.is_err() || state_of(&row).is_ok_and(|state| !state.is_open())
                {
                    return;
                }
            }
            if !next_change(&app, &mut changes, &events, &id).await {
                return;
            }
        }
    });
    let stream = Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::new().interval(HEARTBEAT));
    Ok(([("x-accel-buffering", "no")], stream).into_response())
}

/// Waits for a change of this payment; false when the reader is gone or the service stops.
async fn next_change(
    app: &App,
    changes: &mut tokio::sync::broadcast::Receiver<String>,
    events: &tokio::sync::mpsc::Sender<Result<Event, Infallible>>,
    id: &str,
) -> bool {
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return false,
            () = events.closed() => return false,
            change = changes.recv() => match change {
                Ok(changed) if changed == id => return true,
                Ok(_) => {}
                // Missed some: look again.
                Err(RecvError::Lagged(_)) => return true,
                Err(RecvError::Closed) => return false,
            },
        }
    }
}

/// Gives a payment up before the bank has it. Afterwards it stays what it is: the link runs out by itself.
#[utoipa::path(post, path = paths::PAYMENT_WITHDRAWAL, tag = "payments",
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = PaymentView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn withdraw_payment(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let row = store::payments::find(&app.db, &id).await?.ok_or(ErrorCode::NotFound)?;
    let account = actor.account(&app.db, &row.account, Action::Pay).await?;
    let branch = app.branch(&account.branch)?;
    let attempt = match idempotency::begin(&app, &actor.scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = store::payments::lock(&attempt.tx, &id).await?.ok_or(ErrorCode::NotFound)?;
    let changed = transition(&app, &attempt.tx, row.clone(), PaymentEvent::Withdrawn, None).await?;
    let body = view(&app, &attempt.tx, &changed.unwrap_or(row), branch).await?;
    let response = attempt.done(&body).await?;
    announce(&app, &id);
    Ok(response)
}

/// The receipt of a payment that succeeded.
#[utoipa::path(get, path = paths::PAYMENT_RECEIPT, tag = "receipts", params(("id" = String, Path)), responses(
    (status = 200, body = ReceiptView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_payment_receipt(
    State(app): State<App>,
    Path(id): Path<String>,
    parts: Parts,
) -> Outcome<Json<ReceiptView>> {
    let (row, _) = readable(&app, &parts, &id).await?;
    let receipt = store::receipts::find_by_payment(&app.db, &row.id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Json(receipts::complete_view(&app.db, &receipt).await?))
}

/// Payments of an account, newest first.
#[utoipa::path(get, path = paths::ACCOUNT_PAYMENTS, tag = "payments", params(("number" = String, Path), Page), responses(
    (status = 200, body = PaymentList), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn list_payments(
    State(app): State<App>,
    reader: AccountReader,
    page: Page,
) -> Outcome<Json<PaymentList>> {
    if !reader.access.allows(Action::SeeMoney) {
        return Err(ErrorCode::NotFound.into());
    }
    let branch = app.branch(&reader.account.branch)?;
    let rows =
        store::payments::of_account(&app.db, &reader.account.number, page.cursor(), page.limit() + 1).await?;
    let (rows, next_cursor) = next_cursor(rows, page.limit(), |row| row.id.clone());
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        items.push(view(&app, &app.db, row, branch).await?);
    }
    Ok(Json(PaymentList { items, next_cursor }))
}
