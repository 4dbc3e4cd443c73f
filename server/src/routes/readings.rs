//! Readings: the history, and a new one with its verdict.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, FixedOffset, NaiveDate};
use sea_orm::{DatabaseTransaction, DbBackend};
use svetlitsa_api::readings::{Channel, FindingView, ReadingList, ReadingView, SubmitReading};
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::readings::{Assessment, FindingCode, MomentProblem, day_taken};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{AccountReader, Actor, Address};
use crate::clock::to_local;
use crate::entity::{account, reading};
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::paging::{Page, next_cursor};
use crate::readings::{Given, Incoming, Taken, take, view};
use crate::state::App;
use crate::store;
use crate::store::batch::Job;

/// Readings a minute that guests give for one account.
const GUESTS_BY_ACCOUNT: u32 = 10;
/// Readings a minute that guests give from one address: a lobby full of people at its terminals.
const GUESTS_BY_ADDRESS: u32 = 60;

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
/// back as `confirmation_required` until it is sent with `confirmed`. The same values again are the same reading:
/// its first verdict comes back with 200. A device that kept it without signal says when it was taken; the branch
/// decides whether that day counts or the day of receipt. Other values for the period correct it until a bill has used it.
#[utoipa::path(post, path = paths::READINGS, tag = "readings", request_body = SubmitReading,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = ReadingView), (status = 201, body = ReadingView),
    (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn submit_reading(
    State(app): State<App>,
    actor: Actor,
    address: Address,
    axum::extract::Path(number): axum::extract::Path<String>,
    mutation: Mutation<SubmitReading>,
) -> Outcome<Response> {
    let account = actor.account(&app, &number, Action::SubmitReading).await?;
    if actor.is_guest() {
        brake(&app, address, &account.number)?;
    }
    let channel = if actor.terminal.is_some() { Channel::Terminal } else { Channel::Portal };
    let submission = Submission { app: app.clone(), account, scope: actor.scope, channel, mutation };
    if app.db.get_database_backend() == DbBackend::Sqlite {
        app.submissions.run(&app.db, submission).await
    } else {
        submission.run(store::begin_write(&app.db).await?).await
    }
}

/// Slows guests down: of them less is known than of a cabinet's owner.
fn brake(app: &App, address: Address, account: &str) -> Outcome<()> {
    let keys = [
        (format!("guest-reading:{account}"), GUESTS_BY_ACCOUNT),
        (format!("guest-reading:{}", address.0), GUESTS_BY_ADDRESS),
    ];
    for (key, limit) in &keys {
        app.limiter.check(key, *limit)?;
    }
    for (key, _) in &keys {
        app.limiter.fail(key);
    }
    Ok(())
}

/// A reading on its way into the ledger, with everything that its judgement needs.
pub struct Submission {
    app: App,
    account: account::Model,
    scope: String,
    channel: Channel,
    mutation: Mutation<SubmitReading>,
}

impl Job for Submission {
    type Done = Response;

    async fn run(self, savepoint: DatabaseTransaction) -> Outcome<Response> {
        let Self { app, account, scope, channel, mutation } = self;
        let branch = app.branch(&account.branch)?;
        let attempt = match idempotency::begin_in(&app.db, savepoint, &scope, &mutation).await? {
            Begun::Replayed(response) => return Ok(response),
            Begun::Fresh(attempt) => attempt,
        };
        let form = mutation.body;
        let values: Vec<_> = form.values.iter().map(|value| (value.zone, value.value)).collect();
        let now = to_local(app.clock.now(), branch.zone);
        let taken_on = day_of(&form, &now);
        let incoming = Incoming {
            account: &account,
            branch,
            meter: &form.meter,
            values: Given::Named(&values),
            taken_on: taken_on.as_ref().copied().unwrap_or_default(),
            is_confirmed: form.confirmed,
            channel,
            today: now.date_naive(),
            now_ms: app.clock.now_ms(),
        };
        let taken = match taken_on {
            Ok(_) => take(&attempt.tx, &incoming).await,
            Err(failure) => Err(failure),
        };
        let failure = match taken {
            Ok(Some(Taken::Recorded(row))) if is_closed(&row) => ErrorCode::ReadingsClosed.into(),
            Ok(Some(Taken::Recorded(row))) => {
                let location = paths::fill(paths::READINGS, &[&account.number]);
                return attempt.created(location, &view(&row, branch.zone)?).await;
            }
            Ok(Some(Taken::SameAgain(row))) => return attempt.done(&view(&row, branch.zone)?).await,
            Ok(Some(Taken::Asked(assessment))) => confirmation_required(&assessment),
            Ok(None) => Failure::field("meter", FieldCode::NotAChoice),
            Err(failure) => failure,
        };
        // Nothing of it stays, whatever happens to the others of its batch.
        attempt.tx.rollback().await?;
        Err(failure)
    }
}

/// The day it was taken, by the word of whoever sends it; `None` is today.
fn day_of(form: &SubmitReading, now: &DateTime<FixedOffset>) -> Outcome<Option<NaiveDate>> {
    let Some(taken_at) = form.taken_at else { return Ok(form.taken_on) };
    day_taken(taken_at, now).map(Some).map_err(|problem| {
        let code = match problem {
            MomentProblem::Ahead => FieldCode::TakenAhead,
            MomentProblem::TooLongAgo => FieldCode::TakenTooLongAgo,
        };
        Failure::field("taken_at", code)
    })
}

/// Whether the meter sends its readings by itself: no page offers to enter them, so it is no verdict but a refusal.
fn is_closed(row: &reading::Model) -> bool {
    serde_json::from_str::<Vec<FindingView>>(&row.findings)
        .is_ok_and(|findings| findings.iter().any(|finding| finding.code == FindingCode::EntryClosed))
}

fn confirmation_required(assessment: &Assessment) -> Failure {
    let fields = assessment.questions().map(|finding| FieldProblem {
        field: finding.zone.map_or_else(|| "values".to_owned(), |zone| format!("values.{}", zone.as_str())),
        code: FieldCode::of_question(finding.code),
    });
    Failure { fields: fields.collect(), ..ErrorCode::ConfirmationRequired.into() }
}
