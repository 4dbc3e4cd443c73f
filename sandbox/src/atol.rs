//! ATOL Online, protocol v4: a token for a day, documents by the merchant's own key, and their reports.

mod answer;
mod form;
mod ticket;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::faults;
use crate::sandbox::Shared;
use crate::store::world::Record;
use answer::Answer;
pub use ticket::{Operation, Ticket, Token};

/// How long a token lives.
const TOKEN_LIVES: TimeDelta = TimeDelta::hours(24);
/// How long reports are kept.
const REPORTS_LIVE: TimeDelta = TimeDelta::days(32);
/// Length of a token.
const TOKEN_LENGTH: usize = 32;

/// The API, to be served under `/possystem/v4`.
pub fn router(sandbox: &Shared) -> Router<Shared> {
    Router::new()
        .route("/getToken", post(token))
        .route("/{group}/{operation}", post(register))
        .route("/{group}/report/{uuid}", get(report))
        .fallback(|| async { Answer::refused(40, "the path is not known") })
        .layer(from_fn_with_state(sandbox.clone(), faults::play_atol))
}

/// `POST /getToken`: the shop's number is the login, its key the password.
async fn token(State(sandbox): State<Shared>, body: Bytes) -> Result<Answer, Answer> {
    let ask: Value =
        serde_json::from_slice(&body).map_err(|_| Answer::refused(40, "the body is not JSON"))?;
    if (ask["login"].as_str(), ask["pass"].as_str()) != (Some(&sandbox.site.shop), Some(&sandbox.key)) {
        return Err(Answer::unauthorized(12, "wrong login or password"));
    }
    let made = sandbox.act(|desk| {
        let token = Token { text: desk.dice.hex(TOKEN_LENGTH), until: desk.now + TOKEN_LIVES };
        let answer = Answer::ok(json!({
            "error": null,
            "token": token.text,
            "timestamp": ticket::written(desk.now),
        }));
        Ok::<_, std::io::Error>((answer, vec![Record::Token(Box::new(token))]))
    });
    made.await.map_err(|error| Answer::broken(&error))
}

/// The token in the header `Token`.
fn given(headers: &HeaderMap) -> Result<String, Answer> {
    let token = headers.get("Token").and_then(|token| token.to_str().ok()).map(str::to_owned);
    token.ok_or_else(|| Answer::unauthorized(10, "there is no token in the header Token"))
}

/// `POST /{group}/{operation}`: a document is taken in once for each key.
async fn register(
    State(sandbox): State<Shared>,
    Path((group, operation)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Answer, Answer> {
    let token = given(&headers)?;
    sandbox
        .act(move |desk| {
            answer::check_token(&desk, &token)?;
            let operation = Operation::named(&operation)
                .ok_or_else(|| Answer::refused(31, "the operation is not served here"))?;
            let body: Value =
                serde_json::from_slice(&body).map_err(|_| Answer::refused(40, "the body is not JSON"))?;
            form::check(operation, &body).map_err(|field| Answer::refused(32, &format!("wrong: {field}")))?;
            let key = body["external_id"].as_str().unwrap_or_default();
            let known = desk.world.tickets().find(|known| known.group == group && known.external_id == key);
            if let Some(known) = known {
                return Err(Answer::known(&known.uuid));
            }
            let ticket = Ticket::new(&desk, &group, operation, body);
            let answer = Answer::ok(json!({
                "uuid": ticket.uuid,
                "timestamp": ticket::written(desk.now),
                "error": null,
                "status": "wait",
            }));
            Ok((answer, desk.handed_over(ticket)))
        })
        .await
}

/// `GET /{group}/report/{uuid}`.
async fn report(
    State(sandbox): State<Shared>,
    Path((group, uuid)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Answer, Answer> {
    let token = given(&headers)?;
    sandbox
        .act(move |desk| {
            answer::check_token(&desk, &token)?;
            let known = desk.world.ticket(&uuid).filter(|ticket| ticket.group == group);
            let known = known.filter(|ticket| desk.now < ticket.leaves_at + REPORTS_LIVE);
            let ticket = known.ok_or_else(|| Answer::refused(30, "there is no document of that uuid"))?;
            Ok((Answer::ok(ticket.report(desk.now)), Vec::new()))
        })
        .await
}
