//! Applications of customers.

use svetlitsa_api::appeals::LookupByNumber;
use svetlitsa_api::applications::{ApplicationList, ApplicationView, FileApplication};
use svetlitsa_api::paths;

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

/// Finds an application by number and contact.
///
/// # Errors
/// [`super::ClientError`]; `not_found` when the pair does not match.
pub async fn lookup_application(body: &LookupByNumber) -> Answer<ApplicationView> {
    super::ask(paths::APPLICATION_LOOKUP, body).await
}
