//! Applications of customers.

use svetlitsa_api::appeals::LookupByNumber;
use svetlitsa_api::applications::{AddDocuments, ApplicationList, ApplicationView, FileApplication};
use svetlitsa_api::paths::{self, fill};
use web_sys::Blob;

use super::{Answer, Attempt, Caller};

/// Applications of the cabinet.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_applications() -> Answer<ApplicationList> {
    super::get(&Caller::cabinet(), paths::APPLICATIONS).await
}

/// Files an application, signed in or not.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn file_application(body: &FileApplication, attempt: &Attempt) -> Answer<ApplicationView> {
    super::post(&Caller::cabinet(), paths::APPLICATIONS, body, attempt).await
}

/// Adds what was missing.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` when nothing is taken any more.
pub async fn add_documents(number: &str, body: &AddDocuments, attempt: &Attempt) -> Answer<ApplicationView> {
    super::post(&Caller::cabinet(), &fill(paths::APPLICATION_DOCUMENTS, &[number]), body, attempt).await
}

/// A copy that came with an application, for its author.
///
/// # Errors
/// [`super::ClientError`]; `not_found` when it is somebody else's.
pub async fn get_application_file(number: &str, file: &str, contact: &str) -> Answer<Blob> {
    super::appeal_files::receive_for(&fill(paths::APPLICATION_FILE, &[number, file]), contact).await
}

/// Where the desk has a copy.
#[must_use]
pub fn staff_application_file_href(number: &str, file: &str) -> String {
    fill(paths::STAFF_APPLICATION_FILE, &[number, file])
}

/// Finds an application by number and contact.
///
/// # Errors
/// [`super::ClientError`]; `not_found` when the pair does not match.
pub async fn lookup_application(body: &LookupByNumber) -> Answer<ApplicationView> {
    super::ask(paths::APPLICATION_LOOKUP, body).await
}
