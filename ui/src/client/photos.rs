//! Photos of dials.

use gloo_net::http::{Method, RequestBuilder};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::readings::ReadingView;
use svetlitsa_domain::AccountNumber;
use web_sys::Blob;

use super::{Answer, Attempt, Body, Caller, ClientError};

/// Where the photo of a reading is.
#[must_use]
pub fn photo_href(number: &AccountNumber, reading: &str) -> String {
    fill(paths::READING_PHOTO, &[number.as_str(), reading])
}

/// Attaches a photo to a reading.
///
/// # Errors
/// [`ClientError`].
pub async fn attach_photo(
    caller: &Caller,
    number: &AccountNumber,
    reading: &str,
    photo: &Blob,
    attempt: &Attempt,
) -> Answer<ReadingView> {
    let path = photo_href(number, reading);
    let answer = send_file(caller, &path, photo, &photo.type_(), &attempt.key_for(&path, "")).await;
    let answer = answer.and_then(|body| super::read(&body));
    if answer.as_ref().err().is_none_or(ClientError::is_final) {
        attempt.renew();
    }
    answer
}

/// Puts a file in its place.
pub(super) async fn send_file(
    caller: &Caller,
    path: &str,
    file: &Blob,
    kind: &str,
    key: &str,
) -> Answer<Body> {
    let mut request = RequestBuilder::new(path)
        .method(Method::PUT)
        .header("accept", "application/json")
        .header("content-type", kind)
        .header(paths::IDEMPOTENCY_KEY, key);
    if let Some(token) = &caller.token {
        request = request.header("authorization", &format!("Bearer {token}"));
    }
    let request = request.body(file.clone()).map_err(|_| ClientError::Offline)?;
    let response = request.send().await.map_err(|_| ClientError::Offline)?;
    let text = response.text().await.map_err(|_| ClientError::Offline)?;
    let request_id = response.headers().get("x-request-id").unwrap_or_default();
    let body = Body { text, request_id };
    if response.ok() { Ok(body) } else { Err(super::refusal(&body)) }
}
