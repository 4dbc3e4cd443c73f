//! Readings: the history, and a new one with its verdict.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use sea_orm::DbBackend;
use svetlitsa_api::readings::{ReadingList, ReadingView, SubmitReading};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{AccountReader, Address, Caller};
use crate::failure::Outcome;
use crate::idempotency::Mutation;
use crate::paging::{Page, next_cursor};
use crate::readings::{Submission, view};
use crate::state::App;
use crate::store;
use crate::store::batch::all_or_each;

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
    caller: Caller,
    address: Address,
    axum::extract::Path(number): axum::extract::Path<String>,
    mutation: Outcome<Mutation<SubmitReading>>,
) -> Outcome<Response> {
    let caller = match (caller, &mutation) {
        // Whoever is not let in is told that, and not what is wrong with the form.
        (caller, Err(_)) => {
            let actor = caller.known(&app).await?;
            actor.account(&app.db, &number, Action::SubmitReading).await?;
            Caller::Actor(actor)
        }
        (Caller::Actor(actor), Ok(_)) if actor.is_guest() => {
            let account = actor.account(&app.db, &number, Action::SubmitReading).await?;
            brake(&app, address, &account.number)?;
            Caller::Actor(actor)
        }
        (caller, Ok(_)) => caller,
    };
    let submission = Submission::new(app.clone(), caller, number, mutation?);
    if app.db.get_database_backend() == DbBackend::Sqlite {
        return app.submissions.run(&app.writer, submission).await;
    }
    let outcome = all_or_each(&app.writer, vec![submission]).await.pop();
    outcome.unwrap_or_else(|| Err(ErrorCode::Unavailable.into()))
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
