//! Mutations happen once: the key, the effect and the answer are one transaction.

mod together;

use std::borrow::Cow;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, IntoActiveModel,
    SqlErr,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use svetlitsa_api::{ErrorCode, paths};

use crate::clock::real_now_ms;
use crate::entity::idempotency_key;
use crate::failure::{Failure, Outcome};
use crate::json::{parse_json, read_body, read_file};
use crate::state::App;
use crate::{random, store};

pub use together::Keys;

/// Longest key accepted, characters.
const MAX_KEY: usize = 128;

/// The body of a mutation together with its `Idempotency-Key`.
#[derive(Debug)]
pub struct Mutation<T> {
    /// The header.
    key: String,
    /// Digest of method, path and body: the same key must not serve two requests.
    request_hash: String,
    /// What is asked for.
    pub body: T,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Mutation<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Outcome<Self> {
        let key = key_of(request.headers())?;
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let bytes = read_body(request, state).await?;
        let body = parse_body(&method, &bytes)?;
        let told = without_passwords(&bytes);
        let request_hash = random::digest(&[method.as_str().as_bytes(), path.as_bytes(), &told]);
        Ok(Self { key, request_hash, body })
    }
}

impl Mutation<Bytes> {
    /// A mutation whose body is a file. Not an extractor, so that a handler can ask first who sends it: nobody's
    /// gigabytes are read for nothing.
    ///
    /// # Errors
    /// As for any mutation; [`ErrorCode::BodyTooLarge`] as soon as it says, or turns out, to be over the route's limit.
    pub async fn upload(request: Request, limit: usize) -> Outcome<Self> {
        let key = key_of(request.headers())?;
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let body = read_file(request, limit).await?;
        let request_hash = random::digest(&[method.as_str().as_bytes(), path.as_bytes(), &body]);
        Ok(Self { key, request_hash, body })
    }
}

/// The key of a mutation.
///
/// # Errors
/// [`ErrorCode::IdempotencyKeyRequired`].
pub fn key_of(headers: &HeaderMap) -> Outcome<String> {
    let key = headers.get(paths::IDEMPOTENCY_KEY).and_then(|value| value.to_str().ok());
    let key = key
        .filter(|key| (1..=MAX_KEY).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()))
        .ok_or(ErrorCode::IdempotencyKeyRequired)?;
    Ok(key.to_owned())
}

/// A `DELETE`, or a `POST` whose whole meaning is its path, may come without a body.
fn parse_body<T: DeserializeOwned>(method: &Method, bytes: &Bytes) -> Outcome<T> {
    let nothing = match *method {
        Method::DELETE | Method::POST if bytes.is_empty() => serde_json::from_str("null").ok(),
        _ => None,
    };
    nothing.map_or_else(|| parse_json(bytes), Ok)
}

/// The body as its digest is stored. A fast digest of a body with a password in it would be a way around the
/// slow one of the password itself, so passwords are left out: whoever repeats a key with another password gets
/// the first answer again.
fn without_passwords(bytes: &Bytes) -> Cow<'_, [u8]> {
    const PASSWORDS: [&str; 2] = ["password", "current_password"];
    let body: Option<Map<String, Value>> = serde_json::from_slice(bytes).ok();
    let Some(mut body) = body.filter(|body| PASSWORDS.iter().any(|name| body.contains_key(*name))) else {
        return Cow::Borrowed(bytes);
    };
    body.retain(|name, _| !PASSWORDS.contains(&name.as_str()));
    Cow::Owned(Value::Object(body).to_string().into_bytes())
}

/// A mutation that has begun.
pub enum Begun {
    /// It already happened: its answer, once more.
    Replayed(Response),
    /// It happens now.
    Fresh(Attempt),
}

/// A mutation that happens now. Dropped without [`Attempt::commit`], nothing of it stays.
pub struct Attempt {
    /// The transaction to do it in.
    pub tx: DatabaseTransaction,
    row: idempotency_key::Model,
}

/// The answer of a mutation that happened already, for handlers that have slow work to do before they begin.
///
/// # Errors
/// [`ErrorCode::IdempotencyKeyReused`] when the key came with another request before.
pub async fn answered<T>(
    db: &DatabaseConnection,
    scope: &str,
    mutation: &Mutation<T>,
) -> Outcome<Option<Response>> {
    let id = (scope.to_owned(), mutation.key.clone());
    let stored = idempotency_key::Entity::find_by_id(id).one(db).await?;
    stored.map(|stored| replay(stored, mutation)).transpose()
}

/// Begins a mutation: takes the key, or gives back the answer that was stored with it.
///
/// # Errors
/// [`ErrorCode::IdempotencyKeyReused`] when the key came with another request before.
pub async fn begin<T>(app: &App, scope: &str, mutation: &Mutation<T>) -> Outcome<Begun> {
    if let Some(stored) = find(&app.db, scope, mutation).await? {
        return replay(stored, mutation).map(Begun::Replayed);
    }
    let tx = store::begin_write(&app.writer).await?;
    let row = idempotency_key::Model {
        scope: scope.to_owned(),
        key: mutation.key.clone(),
        request_hash: mutation.request_hash.clone(),
        status: 0,
        location: None,
        body: String::new(),
        created_at: real_now_ms(),
    };
    // The row goes in first: a twin that came together with this one waits here and then finds the answer.
    match idempotency_key::ActiveModel::from(row.clone()).reset_all().insert(&tx).await {
        Ok(_) => Ok(Begun::Fresh(Attempt { tx, row })),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            tx.rollback().await?;
            let stored = find(&app.db, scope, mutation).await?;
            replay(stored.ok_or(ErrorCode::Unavailable)?, mutation).map(Begun::Replayed)
        }
        Err(error) => Err(error.into()),
    }
}

async fn find<T>(
    db: &impl ConnectionTrait,
    scope: &str,
    mutation: &Mutation<T>,
) -> Outcome<Option<idempotency_key::Model>> {
    let id = (scope.to_owned(), mutation.key.clone());
    Ok(idempotency_key::Entity::find_by_id(id).one(db).await?)
}

fn replay<T>(stored: idempotency_key::Model, mutation: &Mutation<T>) -> Outcome<Response> {
    if stored.request_hash == mutation.request_hash {
        Ok(respond(stored))
    } else {
        Err(ErrorCode::IdempotencyKeyReused.into())
    }
}

impl Attempt {
    /// Ends the mutation: effect, key and answer become durable together.
    ///
    /// # Errors
    /// When the database does not answer; nothing has happened then.
    pub async fn commit(
        self,
        status: StatusCode,
        location: Option<String>,
        body: &impl Serialize,
    ) -> Outcome<Response> {
        let mut row = self.row;
        row.status = i32::from(status.as_u16());
        row.location = location;
        row.body = serde_json::to_string(body)?;
        row.clone().into_active_model().reset_all().update(&self.tx).await?;
        self.tx.commit().await?;
        Ok(respond(row))
    }

    /// Something was created.
    ///
    /// # Errors
    /// As [`Attempt::commit`].
    pub async fn created(self, location: String, body: &impl Serialize) -> Outcome<Response> {
        self.commit(StatusCode::CREATED, Some(location), body).await
    }

    /// Something was changed.
    ///
    /// # Errors
    /// As [`Attempt::commit`].
    pub async fn done(self, body: &impl Serialize) -> Outcome<Response> {
        self.commit(StatusCode::OK, None, body).await
    }
}

fn respond(row: idempotency_key::Model) -> Response {
    let status =
        u16::try_from(row.status).ok().and_then(|s| StatusCode::from_u16(s).ok()).unwrap_or(StatusCode::OK);
    let json = HeaderValue::from_static("application/json");
    let mut response = (status, [(header::CONTENT_TYPE, json)], row.body).into_response();
    if let Some(location) = row.location.and_then(|location| HeaderValue::try_from(location).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_leave_passwords_out_and_nothing_else() {
        let told = |text: &'static str| {
            String::from_utf8(without_passwords(&Bytes::from_static(text.as_bytes())).into_owned()).unwrap()
        };
        assert_eq!(told(r#"{"login": "a", "password": "b"}"#), r#"{"login":"a"}"#);
        assert_eq!(told(r#"{"current_password": "b", "email": "c"}"#), r#"{"email":"c"}"#);
        for text in [r#"{"token": "a"}"#, "[]", "", "{"] {
            assert_eq!(told(text), text);
        }
    }
}
