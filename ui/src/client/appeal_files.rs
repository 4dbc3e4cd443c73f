//! Files of appeals.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Array, Uint8Array};
use svetlitsa_api::appeals::{AppealContact, AppealDraft, AppealFile, AppealFiles};
use svetlitsa_api::paths::{self, encode, fill};
use web_sys::Blob;

use super::photos::send_file;
use super::{Answer, Attempt, Body, Caller, ClientError};

/// A token for the files of an appeal that is being written.
///
/// # Errors
/// [`ClientError`].
pub async fn open_draft() -> Answer<AppealDraft> {
    super::ask(paths::APPEAL_DRAFTS, &()).await
}

/// What a draft holds.
///
/// # Errors
/// [`ClientError`].
pub async fn list_draft_files(draft: &str) -> Answer<AppealFiles> {
    super::get(&bearer(draft), paths::APPEAL_DRAFT_FILES).await
}

/// Puts a file into a place of a draft.
///
/// # Errors
/// [`ClientError`]; `validation_failed` says what is wrong with the file.
pub async fn put_draft_file(
    draft: &str,
    place: u32,
    name: &str,
    file: &Blob,
    attempt: &Attempt,
) -> Answer<AppealFile> {
    let path = format!("{}?name={}", place_path(place), encode(name));
    let key = attempt.key_for(&path, "");
    let answer = send_file(&bearer(draft), &path, file, "application/octet-stream", &key).await;
    let answer = answer.and_then(|body| super::read(&body));
    if answer.as_ref().err().is_none_or(ClientError::is_final) {
        attempt.renew();
    }
    answer
}

/// Takes a file out of a draft.
///
/// # Errors
/// [`ClientError`].
pub async fn remove_draft_file(draft: &str, place: u32, attempt: &Attempt) -> Answer<()> {
    let path = place_path(place);
    let key = attempt.key_for(&path, "");
    let answer = super::exchange(&bearer(draft), Method::DELETE, &path, None, Some(&key)).await;
    answer.map(|_| attempt.renew())
}

/// A file of a draft as it is kept.
///
/// # Errors
/// [`ClientError`].
pub async fn get_draft_file(draft: &str, place: u32) -> Answer<Blob> {
    let request = RequestBuilder::new(&place_path(place)).header("authorization", &format!("Bearer {draft}"));
    receive(request.build().map_err(|_| ClientError::Offline)?).await
}

/// A file that came with an appeal, for its author.
///
/// # Errors
/// [`ClientError`]; `not_found` when it is somebody else's.
pub async fn get_appeal_file(number: &str, file: &str, contact: &str) -> Answer<Blob> {
    receive_for(&fill(paths::APPEAL_FILE, &[number, file]), contact).await
}

/// A file that came, for whoever is known by the contact or the cabinet.
pub(super) async fn receive_for(path: &str, contact: &str) -> Answer<Blob> {
    let body = super::to_json(&AppealContact { contact: contact.to_owned() })?;
    let request = RequestBuilder::new(path).method(Method::POST).header("content-type", "application/json");
    receive(request.body(body).map_err(|_| ClientError::Offline)?).await
}

/// Where the desk has a file.
#[must_use]
pub fn staff_appeal_file_href(number: &str, file: &str) -> String {
    fill(paths::STAFF_APPEAL_FILE, &[number, file])
}

fn bearer(draft: &str) -> Caller {
    Caller::guest(draft.to_owned())
}

fn place_path(place: u32) -> String {
    fill(paths::APPEAL_DRAFT_FILE, &[&place.to_string()])
}

async fn receive(request: gloo_net::http::Request) -> Answer<Blob> {
    let response = request.send().await.map_err(|_| ClientError::Offline)?;
    if response.ok() {
        let bytes = response.binary().await.map_err(|_| ClientError::Offline)?;
        let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
        return Blob::new_with_u8_array_sequence(&parts)
            .map_err(|_| ClientError::Broken { request_id: String::new() });
    }
    let text = response.text().await.map_err(|_| ClientError::Offline)?;
    let request_id = response.headers().get("x-request-id").unwrap_or_default();
    Err(super::refusal(&Body { text, request_id }))
}
