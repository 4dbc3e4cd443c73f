//! Gateways for terminals and banks. Outside the API document and its envelope: their form is the other side's, and an agent
//! that is recognised is always answered in its own dialect.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::NaiveDate;
use serde::Deserialize;
use svetlitsa_api::ErrorCode;

use crate::agents::enrolment::recognise;
use crate::agents::{Agent, Answer, Dialect, Form, Refusal, Request as Asked, osmp, register, sber, till};
use crate::callers::Address;
use crate::data::AgentWords;
use crate::failure::{Failure, Outcome};
use crate::state::App;

/// Largest body, bytes.
const MAX_BODY: usize = 64 * 1024;
/// Agents wait a minute; we answer sooner, if only that they should ask again.
const PATIENCE: Duration = Duration::from_secs(25);

/// Routes of this file.
pub fn router() -> Router<App> {
    Router::new()
        .route("/gateway/osmp", get(ask_osmp).post(ask_osmp))
        .route("/gateway/sber", get(ask_sber).post(ask_sber))
        .route("/gateway/osmp/register", get(osmp_register))
        .route("/gateway/sber/register", get(sber_register))
}

type Write = fn(Option<&Form>, &Answer, &AgentWords) -> String;

async fn ask_osmp(State(app): State<App>, address: Address, request: Request) -> Response {
    answer(&app, Dialect::Osmp, address, request, osmp::read, osmp::write).await
}

async fn ask_sber(State(app): State<App>, address: Address, request: Request) -> Response {
    answer(&app, Dialect::Sber, address, request, sber::read, sber::write).await
}

/// Recognises the agent, reads its request, does what it asks for, and answers in its dialect.
async fn answer(
    app: &App,
    dialect: Dialect,
    address: Address,
    request: Request,
    read: fn(&Form) -> Result<Asked, Refusal>,
    write: Write,
) -> Response {
    // A HEAD would take money and tell nobody.
    if request.method() == Method::HEAD {
        return Failure::from(ErrorCode::MethodNotAllowed).into_response();
    }
    let words = &app.data.agent_words;
    let agent = match caller(app, dialect, address, request.headers()).await {
        Ok(agent) => Arc::new(agent),
        Err(failure) if failure.code == ErrorCode::Unavailable => {
            return xml(write(None, &Answer::Refused(Refusal::Unavailable), words));
        }
        Err(failure) => return refused(failure),
    };
    // A body that never ends is no request.
    let form = tokio::time::timeout(PATIENCE, form(request)).await.ok().flatten();
    let asked = form.as_ref().ok_or(Refusal::Malformed).and_then(read);
    let done = async {
        match asked {
            Ok(Asked::Check { account, amount, payee }) => {
                till::check(app, &agent, &account, amount, payee.as_deref()).await
            }
            Ok(Asked::Pay(payment)) => till::pay(app, &agent, payment).await,
            Err(refusal) => Ok(Answer::Refused(refusal)),
        }
    };
    let answer = match tokio::time::timeout(PATIENCE, done).await {
        Ok(Ok(answer)) => answer,
        // Whatever broke, the money was taken: the agent asks again until it is credited.
        Ok(Err(_)) | Err(_) => Answer::Refused(Refusal::Unavailable),
    };
    if let Answer::Refused(refusal) = &answer {
        tracing::warn!(
            agent = agent.id,
            dialect = dialect.as_str(),
            refusal = refusal.as_str(),
            "agent refused"
        );
    }
    xml(write(form.as_ref(), &answer, words))
}

/// The agent that calls.
///
/// # Errors
/// [`ErrorCode::SignInRequired`] for a stranger, [`ErrorCode::Forbidden`] from a foreign address or in a dialect that was not
/// agreed on, [`ErrorCode::Unavailable`] when the database does not answer.
async fn caller(
    app: &App,
    dialect: Dialect,
    Address(address): Address,
    headers: &HeaderMap,
) -> Outcome<Agent> {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let agent = recognise(&app.db, authorization).await?.ok_or(ErrorCode::SignInRequired)?;
    if agent.may_speak(dialect, address) {
        Ok(agent)
    } else {
        tracing::warn!(agent = agent.id, %address, dialect = dialect.as_str(), "agent from a foreign address, or in a foreign dialect");
        Err(ErrorCode::Forbidden.into())
    }
}

fn refused(failure: Failure) -> Response {
    let is_stranger = failure.code == ErrorCode::SignInRequired;
    let mut response = failure.into_response();
    if is_stranger {
        let challenge = HeaderValue::from_static("Basic realm=\"agents\", charset=\"UTF-8\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// Parameters of address and body together; `None` when they cannot be read for certain.
async fn form(request: Request) -> Option<Form> {
    let (parts, body) = request.into_parts();
    let query = parts.uri.query().unwrap_or_default();
    if parts.method == Method::GET {
        return Form::parse(&[query.as_bytes()]);
    }
    let body = to_bytes(body, MAX_BODY).await.ok()?;
    Form::parse(&[query.as_bytes(), &body])
}

fn xml(text: String) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, "application/xml; charset=utf-8")], text).into_response()
}

/// Which day a register is of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    date: NaiveDate,
}

type DayAsked = Result<Query<Day>, axum::extract::rejection::QueryRejection>;

async fn osmp_register(
    State(app): State<App>,
    address: Address,
    headers: HeaderMap,
    day: DayAsked,
) -> Outcome<Response> {
    register_of(&app, Dialect::Osmp, address, &headers, day).await
}

async fn sber_register(
    State(app): State<App>,
    address: Address,
    headers: HeaderMap,
    day: DayAsked,
) -> Outcome<Response> {
    register_of(&app, Dialect::Sber, address, &headers, day).await
}

/// What the agent has told of on a day, whatever the dialect: one agreement has one register.
async fn register_of(
    app: &App,
    dialect: Dialect,
    address: Address,
    headers: &HeaderMap,
    day: DayAsked,
) -> Outcome<Response> {
    let agent = match caller(app, dialect, address, headers).await {
        Ok(agent) => agent,
        Err(failure) => return Ok(refused(failure)),
    };
    let Query(Day { date }) = day.map_err(|_| ErrorCode::MalformedRequest)?;
    let file = register::of_day(&app.db, &agent, date).await?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], file).into_response())
}
