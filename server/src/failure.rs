//! What a request can end in besides success, and how it becomes the one envelope of the API.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::DbErr;
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem, Problem};

/// A failed request. Rendered by [`crate::security::finish`], which knows the request's id.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What happened.
    pub code: ErrorCode,
    /// Which fields.
    pub fields: Vec<FieldProblem>,
    /// Seconds to wait before the next try.
    pub retry_after: Option<u32>,
}

/// Result of a handler.
pub type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// Several fields need another look.
    #[must_use]
    pub const fn fields(fields: Vec<FieldProblem>) -> Self {
        Self { code: ErrorCode::ValidationFailed, fields, retry_after: None }
    }

    /// One field needs another look.
    #[must_use]
    pub fn field(field: &str, code: FieldCode) -> Self {
        Self::fields(vec![FieldProblem { field: field.to_owned(), code }])
    }

    /// Something of ours broke; the cause goes to the log, not to the client.
    #[must_use]
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "request failed");
        ErrorCode::Internal.into()
    }

    /// HTTP status of a code.
    #[must_use]
    pub const fn status(code: ErrorCode) -> StatusCode {
        match code {
            ErrorCode::MalformedRequest | ErrorCode::IdempotencyKeyRequired => StatusCode::BAD_REQUEST,
            ErrorCode::SignInRequired | ErrorCode::WrongCredentials | ErrorCode::SecondFactorRequired => {
                StatusCode::UNAUTHORIZED
            }
            ErrorCode::ForeignOrigin
            | ErrorCode::Forbidden
            | ErrorCode::PreviewIsReadOnly
            | ErrorCode::TerminalNotEnrolled => StatusCode::FORBIDDEN,
            ErrorCode::NotFound | ErrorCode::AccountNotFound => StatusCode::NOT_FOUND,
            ErrorCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            ErrorCode::AccountTaken
            | ErrorCode::ConfirmationRequired
            | ErrorCode::PaymentRepeated
            | ErrorCode::IdempotencyKeyReused
            | ErrorCode::SlotTaken
            | ErrorCode::TooManyAppointments
            | ErrorCode::WrongStage => StatusCode::CONFLICT,
            ErrorCode::LinkExpired => StatusCode::GONE,
            ErrorCode::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorCode::ValidationFailed
            | ErrorCode::NotABill
            | ErrorCode::PaymentsClosed
            | ErrorCode::ReadingsClosed => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::Internal | ErrorCode::Unknown => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The code of a status that a library answered with by itself.
    #[must_use]
    pub fn of_status(status: StatusCode) -> ErrorCode {
        match status {
            StatusCode::NOT_FOUND => ErrorCode::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => ErrorCode::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::BodyTooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => ErrorCode::UnsupportedMediaType,
            StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => ErrorCode::Unavailable,
            status if status.is_client_error() => ErrorCode::MalformedRequest,
            _ => ErrorCode::Internal,
        }
    }

    /// The body of the answer.
    #[must_use]
    pub fn problem(&self, request_id: &str) -> Problem {
        Problem {
            kind: "about:blank".to_owned(),
            title: self.code.as_str().replace('_', " "),
            status: Self::status(self.code).as_u16(),
            code: self.code,
            fields: self.fields.clone(),
            request_id: request_id.to_owned(),
        }
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self { code, fields: Vec::new(), retry_after: None }
    }
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        tracing::error!(%error, "database");
        ErrorCode::Unavailable.into()
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(&error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = Self::status(self.code).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
