//! The protocol's error object.

use std::io;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::dice::Dice;
use crate::payment::{Status, WrongState};

/// A request that is answered with an error object.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    code: &'static str,
    parameter: Option<String>,
    description: String,
}

impl Refusal {
    fn new(
        status: StatusCode,
        code: &'static str,
        parameter: Option<&str>,
        description: impl Into<String>,
    ) -> Self {
        Self { status, code, parameter: parameter.map(str::to_owned), description: description.into() }
    }

    /// A parameter is missing or wrong.
    #[must_use]
    pub fn invalid(parameter: &str, description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", Some(parameter), description)
    }

    /// The body is not what it should be as a whole.
    #[must_use]
    pub fn malformed(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", None, description)
    }

    /// Nothing bears that id.
    #[must_use]
    pub fn not_found(parameter: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", Some(parameter), "The object does not exist")
    }

    /// The shop's number or key is wrong.
    #[must_use]
    pub fn unauthorized(description: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "invalid_credentials", Some("Authorization"), description)
    }

    /// The path does not know the method.
    #[must_use]
    pub fn wrong_method() -> Self {
        let text = "The method is not allowed here";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "invalid_request", Some("method"), text)
    }

    /// The body is not JSON by its own header.
    #[must_use]
    pub fn wrong_media_type() -> Self {
        let text = "The body must be application/json";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "invalid_request", Some("Content-Type"), text)
    }

    /// The outcome is unknown: repeat with the same key.
    #[must_use]
    pub fn broken() -> Self {
        let text = "Technical difficulties; repeat the request with the same key";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_server_error", None, text)
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        tracing::error!(%error, "the store failed");
        Self::broken()
    }
}

impl From<WrongState> for Refusal {
    fn from(WrongState(status): WrongState) -> Self {
        let expected = Status::WaitingForCapture.name();
        let text = format!("The payment is {}, and this needs {expected}", status.name());
        Self::invalid("payment_id", text)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body = json!({
            "type": "error",
            "id": Dice::system().hex(32),
            "code": self.code,
            "description": self.description,
        });
        if let Some(parameter) = self.parameter {
            body["parameter"] = json!(parameter);
        }
        if self.status == StatusCode::INTERNAL_SERVER_ERROR {
            body["retry_after"] = json!(1_000);
        }
        (self.status, Json(body)).into_response()
    }
}
