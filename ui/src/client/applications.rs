//! Applications of customers.

use svetlitsa_api::appeals::LookupByNumber;
use svetlitsa_api::applications::{ApplicationList, ApplicationView};
use svetlitsa_api::paths;

use super::{Answer, Caller};

/// Applications of the cabinet.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_applications() -> Answer<ApplicationList> {
    super::get(&Caller::cabinet(), paths::APPLICATIONS).await
}

/// Finds an application by number and contact.
///
/// # Errors
/// [`super::ClientError`]; `not_found` when the pair does not match.
pub async fn lookup_application(body: &LookupByNumber) -> Answer<ApplicationView> {
    super::ask(paths::APPLICATION_LOOKUP, body).await
}
