//! The typed client of the API: one function per endpoint, in the file of its feature.
//!
//! Nothing else in the browser's programs sends a request. A mutation takes an [`Attempt`], whose key makes a
//! repeat safe after any failure; what went wrong is one of four things, [`ClientError`].

use std::future::Future;
use std::pin::Pin;

use gloo_net::http::{Method, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use svetlitsa_api::{ErrorCode, Problem, paths};

use crate::json;

pub mod accounts;
pub mod appeal_files;
pub mod appeals;
pub mod applications;
pub mod appointments;
mod attempt;
pub mod autopay;
pub mod bills;
pub mod campaigns;
pub mod certificates;
pub mod consents;
pub mod debts;
pub mod e_bills;
pub mod faq;
pub mod forecasts;
pub mod houses;
pub mod kiosks;
pub mod ledger;
pub mod notices;
pub mod offices;
pub mod outages;
pub mod passwords;
pub mod payees;
pub mod payments;
pub mod phones;
pub mod photos;
pub mod push;
pub mod readings;
pub mod receipts;
pub mod registrations;
pub mod reminders;
pub mod second_factor;
pub mod services;
pub mod session;
pub mod shares;
pub mod staff;
pub mod surveys;
pub mod tariffs;

pub use attempt::Attempt;

/// Why there is no answer to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientError {
    /// The request did not arrive, or the answer did not.
    Offline,
    /// Nobody is signed in, or no longer.
    SignedOut,
    /// The server said no, and why.
    Rejected(Problem),
    /// The answer could not be read.
    Broken {
        /// To quote to support; empty when the answer had none.
        request_id: String,
    },
}

impl ClientError {
    /// The code of a refusal.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Rejected(problem) => Some(problem.code),
            Self::SignedOut => Some(ErrorCode::SignInRequired),
            Self::Offline | Self::Broken { .. } => None,
        }
    }

    /// Whether the server has judged the request, so that the same one would be judged the same again.
    fn is_final(&self) -> bool {
        match self {
            Self::Rejected(problem) => problem.status < 500,
            Self::SignedOut => true,
            Self::Offline | Self::Broken { .. } => false,
        }
    }
}

/// Gives up after a while: what hangs on half a signal is as good as no network. The request may arrive all the same;
/// its key makes the repeat safe.
///
/// # Errors
/// What the request fails with; [`ClientError::Offline`] when it takes too long.
pub async fn within<T>(patience_ms: u32, request: impl Future<Output = Answer<T>>) -> Answer<T> {
    let late = gloo_timers::future::TimeoutFuture::new(patience_ms);
    match futures_util::future::select(std::pin::pin!(request), late).await {
        futures_util::future::Either::Left((answer, _)) => answer,
        futures_util::future::Either::Right(_) => Err(ClientError::Offline),
    }
}

/// What comes of a request.
pub type Answer<T> = Result<T, ClientError>;

/// In whose name a request goes: the cabinet's session cookie, or a guest's permit for one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    token: Option<String>,
}

impl Caller {
    /// Whoever the cookie says: resident, staff in a preview, terminal.
    #[must_use]
    pub const fn cabinet() -> Self {
        Self { token: None }
    }

    /// The holder of a guest's permit, see [`svetlitsa_api::accounts::GuestAccess`].
    #[must_use]
    pub const fn guest(token: String) -> Self {
        Self { token: Some(token) }
    }
}

async fn get<T: DeserializeOwned>(caller: &Caller, path: &str) -> Answer<T> {
    read(&exchange(caller, Method::GET, path, None, None).await?)
}

/// The same with the text of the answer, for whoever keeps it.
async fn get_with_text<T: DeserializeOwned>(path: &str) -> Answer<(T, String)> {
    let body = exchange(&Caller::cabinet(), Method::GET, path, None, None).await?;
    Ok((read(&body)?, body.text))
}

async fn post<B: Serialize, T: DeserializeOwned>(
    caller: &Caller,
    path: &str,
    body: &B,
    attempt: &Attempt,
) -> Answer<T> {
    let body = to_json(body)?;
    let key = attempt.key_for(path, &body);
    let answer = exchange(caller, Method::POST, path, Some(&body), Some(&key)).await;
    let answer = answer.and_then(|body| read(&body));
    if answer.as_ref().err().is_none_or(ClientError::is_final) {
        attempt.renew();
    }
    answer
}

/// The same where the answer has nothing to say.
async fn post_quietly<B: Serialize>(path: &str, body: &B, attempt: &Attempt) -> Answer<()> {
    send_quietly(Method::POST, path, body, attempt).await
}

/// Puts something in its place.
async fn put_quietly<B: Serialize>(path: &str, body: &B, attempt: &Attempt) -> Answer<()> {
    send_quietly(Method::PUT, path, body, attempt).await
}

async fn send_quietly<B: Serialize>(method: Method, path: &str, body: &B, attempt: &Attempt) -> Answer<()> {
    let body = to_json(body)?;
    let key = attempt.key_for(path, &body);
    let answer = exchange(&Caller::cabinet(), method, path, Some(&body), Some(&key)).await;
    if answer.as_ref().err().is_none_or(ClientError::is_final) {
        attempt.renew();
    }
    answer.map(|_| ())
}

/// A question too long or too private for an address: changes nothing and needs no key.
async fn ask<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Answer<T> {
    read(&exchange(&Caller::cabinet(), Method::POST, path, Some(&to_json(body)?), None).await?)
}

async fn delete(path: &str, attempt: &Attempt) -> Answer<()> {
    let key = attempt.key_for(path, "");
    exchange(&Caller::cabinet(), Method::DELETE, path, None, Some(&key)).await.map(|_| attempt.renew())
}

/// Adds the cursor of a further page.
fn with_cursor(path: &str, cursor: Option<&str>) -> String {
    cursor.map_or_else(|| path.to_owned(), |cursor| format!("{path}?cursor={}", paths::encode(cursor)))
}

fn to_json<B: Serialize>(body: &B) -> Answer<String> {
    serde_json::to_string(body).map_err(|_| ClientError::Broken { request_id: String::new() })
}

/// The body of an answer, and the id to quote when it cannot be read.
struct Body {
    text: String,
    request_id: String,
}

// Boxed, so that the conversation is one piece of program and not one for each kind of answer.
fn exchange<'a>(
    caller: &'a Caller,
    method: Method,
    path: &'a str,
    body: Option<&'a str>,
    key: Option<&'a str>,
) -> Pin<Box<dyn Future<Output = Answer<Body>> + 'a>> {
    Box::pin(async move {
        let mut request = RequestBuilder::new(path).method(method).header("accept", "application/json");
        if let Some(token) = &caller.token {
            request = request.header("authorization", &format!("Bearer {token}"));
        }
        if let Some(key) = key {
            request = request.header(paths::IDEMPOTENCY_KEY, key);
        }
        let sent = match body {
            Some(body) => match request.header("content-type", "application/json").body(body) {
                Ok(request) => request.send().await,
                Err(error) => Err(error),
            },
            None => request.send().await,
        };
        let response = sent.map_err(|_| ClientError::Offline)?;
        let text = response.text().await.map_err(|_| ClientError::Offline)?;
        let request_id = response.headers().get("x-request-id").unwrap_or_default();
        let body = Body { text, request_id };
        if response.ok() { Ok(body) } else { Err(refusal(&body)) }
    })
}

fn read<T: DeserializeOwned>(body: &Body) -> Answer<T> {
    json::decode(&body.text).ok_or_else(|| broken(body))
}

fn refusal(body: &Body) -> ClientError {
    match json::decode::<Problem>(&body.text) {
        Some(problem) if problem.code == ErrorCode::SignInRequired => ClientError::SignedOut,
        Some(problem) => ClientError::Rejected(problem),
        None => broken(body),
    }
}

fn broken(body: &Body) -> ClientError {
    ClientError::Broken { request_id: body.request_id.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejected(status: u16, code: ErrorCode) -> ClientError {
        ClientError::Rejected(Problem {
            kind: "about:blank".to_owned(),
            title: String::new(),
            status,
            code,
            fields: Vec::new(),
            request_id: "r1".to_owned(),
        })
    }

    #[test]
    fn only_a_judged_request_gets_a_new_key() {
        assert!(rejected(422, ErrorCode::ValidationFailed).is_final());
        assert!(!rejected(500, ErrorCode::Internal).is_final());
        assert!(!rejected(503, ErrorCode::Unavailable).is_final());
        assert!(!ClientError::Offline.is_final());
        assert!(!ClientError::Broken { request_id: String::new() }.is_final());
    }
}
