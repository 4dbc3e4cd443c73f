//! Request bodies: JSON, and files where a route says so; limited, unknown fields refused, every failure in the one envelope.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
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
    let bytes = Bytes::from_request(request, state).await.map_err(refusal)?;
    // A form of another site cannot send this type without asking first: it is part of the CSRF defence.
    if !bytes.is_empty() && !is_json {
        return Err(ErrorCode::UnsupportedMediaType.into());
    }
    Ok(bytes)
}

/// Reads a file: the body as it is, under a type that a form of another site cannot send without asking first.
///
/// # Errors
/// [`ErrorCode::UnsupportedMediaType`], [`ErrorCode::BodyTooLarge`], [`ErrorCode::MalformedRequest`].
pub async fn read_file(request: Request, limit: usize) -> Outcome<Bytes> {
    check_file(request.headers(), limit)?;
    Ok(Bytes::from_request(request, &()).await.map_err(refusal)?)
}

fn check_file(headers: &HeaderMap, limit: usize) -> Outcome<()> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if text(header::CONTENT_LENGTH).and_then(|length| length.parse().ok()).is_some_and(|n: usize| n > limit) {
        return Err(ErrorCode::BodyTooLarge.into());
    }
    let kind = text(header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    if !kind.starts_with("image/") && kind != "application/octet-stream" {
        return Err(ErrorCode::UnsupportedMediaType.into());
    }
    Ok(())
}

fn refusal(rejection: BytesRejection) -> ErrorCode {
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::BodyTooLarge,
        _ => ErrorCode::MalformedRequest,
    }
}

/// Parses JSON.
///
/// # Errors
/// [`ErrorCode::MalformedRequest`].
pub fn parse_json<T: DeserializeOwned>(bytes: &Bytes) -> Outcome<T> {
    if has_nul(bytes) {
        return Err(ErrorCode::MalformedRequest.into());
    }
    serde_json::from_slice(bytes).map_err(|error| {
        tracing::debug!(%error, "malformed body");
        ErrorCode::MalformedRequest.into()
    })
}

/// Whether a string of the JSON holds the one character that PostgreSQL cannot store.
fn has_nul(bytes: &[u8]) -> bool {
    const ESCAPED: &[u8] = b"\\u0000";
    bytes.windows(ESCAPED.len()).enumerate().any(|(at, window)| {
        // Behind an odd number of backslashes it is six harmless characters.
        window == ESCAPED && bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        value.split(';').next().is_some_and(|t| t.trim().eq_ignore_ascii_case("application/json"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nul_is_refused_and_its_name_is_not() {
        let parse = |text: &'static str| parse_json::<String>(&Bytes::from_static(text.as_bytes()));
        assert!(parse(r#""a\u0000""#).is_err());
        assert!(parse(r#""\\\u0000""#).is_err());
        assert_eq!(parse(r#""\\u0000""#).unwrap(), r"\u0000");
        assert_eq!(parse(r#""\u0001""#).unwrap(), "\u{1}");
    }
}
