//! Answers, and the protocol's error object.

use std::io;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::dice::Dice;

/// What is answered.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    body: Value,
}

impl Answer {
    /// As it should be.
    pub(super) fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body }
    }

    fn error(status: StatusCode, code: i64, text: &str) -> Self {
        let body = json!({ "status": "fail", "error": error(code, text, "system") });
        Self { status, body }
    }

    /// Nothing was registered; the request is wrong.
    pub(super) fn refused(code: i64, text: &str) -> Self {
        Self::error(StatusCode::BAD_REQUEST, code, text)
    }

    /// Nothing was registered; the token or the password is wrong.
    pub(super) fn unauthorized(code: i64, text: &str) -> Self {
        Self::error(StatusCode::UNAUTHORIZED, code, text)
    }

    /// The key has a document.
    pub(super) fn known(uuid: &str) -> Self {
        let error = error(33, "there is a document of that external_id", "system");
        let body = json!({ "uuid": uuid, "status": "wait", "error": error });
        Self { status: StatusCode::BAD_REQUEST, body }
    }

    /// The outcome is unknown.
    pub(super) fn broken(error: &io::Error) -> Self {
        tracing::error!(%error, "the store failed");
        Self::error(StatusCode::INTERNAL_SERVER_ERROR, 50, "server error")
    }
}

/// The protocol's error object.
pub(super) fn error(code: i64, text: &str, kind: &str) -> Value {
    json!({ "error_id": Dice::system().hex(32), "code": code, "text": text, "type": kind })
}

/// Whether a token counts.
pub(super) fn check_token(desk: &Desk<'_>, token: &str) -> Result<(), Answer> {
    match desk.world.token(token) {
        None => Err(Answer::unauthorized(10, "the token is not known")),
        Some(known) if desk.now >= known.until => Err(Answer::unauthorized(11, "the token has expired")),
        Some(_) => Ok(()),
    }
}

impl From<io::Error> for Answer {
    fn from(error: io::Error) -> Self {
        Self::broken(&error)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}
