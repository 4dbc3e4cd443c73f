//! Request bodies: JSON only, limited, unknown fields refused, every failure in the one envelope.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;
use svetlitsa_api::ErrorCode;

use crate::failure::{Failure, Outcome};

/// The body of a request that changes nothing by itself: sign-in and look-ups.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Outcome<Self> {
        let bytes = read_body(request, state).await?;
        parse_json(&bytes).map(Self)
    }
}

/// Reads a body after checking that it says to be JSON. An empty one needs no type.
///
/// # Errors
/// [`ErrorCode::UnsupportedMediaType`], [`ErrorCode::BodyTooLarge`], [`ErrorCode::MalformedRequest`].
pub async fn read_body<S: Send + Sync>(request: Request, state: &S) -> Outcome<Bytes> {
    let is_json = is_json(request.headers());
    let bytes =
        Bytes::from_request(request, state).await.map_err(|rejection: BytesRejection| {
            match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::BodyTooLarge,
                _ => ErrorCode::MalformedRequest,
            }
        })?;
    // A form of another site cannot send this type without asking first: it is part of the CSRF defence.
    if !bytes.is_empty() && !is_json {
        return Err(ErrorCode::UnsupportedMediaType.into());
    }
    Ok(bytes)
}

/// Parses JSON.
///
/// # Errors
/// [`ErrorCode::MalformedRequest`].
pub fn parse_json<T: DeserializeOwned>(bytes: &Bytes) -> Outcome<T> {
    serde_json::from_slice(bytes).map_err(|error| {
        tracing::debug!(%error, "malformed body");
        ErrorCode::MalformedRequest.into()
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        value.split(';').next().is_some_and(|t| t.trim().eq_ignore_ascii_case("application/json"))
    })
}
