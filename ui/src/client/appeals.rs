//! Appeals of customers.

use svetlitsa_api::appeals::{AppealList, AppealView, AuthorStep, CreateAppeal, LookupByNumber};
use svetlitsa_api::paths;

use super::{Answer, Attempt, Caller};

/// Appeals of the cabinet.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_appeals() -> Answer<AppealList> {
    super::get(&Caller::cabinet(), paths::APPEALS).await
}

/// Registers an appeal, signed in or not.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn create_appeal(body: &CreateAppeal, attempt: &Attempt) -> Answer<AppealView> {
    super::post(&Caller::cabinet(), paths::APPEALS, body, attempt).await
}

/// Finds an appeal by number and contact.
///
/// # Errors
/// [`super::ClientError`]; `not_found` when the pair does not match.
pub async fn lookup_appeal(body: &LookupByNumber) -> Answer<AppealView> {
    super::ask(paths::APPEAL_LOOKUP, body).await
}

/// Its author's step, signed in or known by the contact.
///
/// # Errors
/// [`super::ClientError`]; `not_found` when it is somebody else's, `wrong_stage` when it has moved on.
pub async fn step_own_appeal(number: &str, body: &AuthorStep, attempt: &Attempt) -> Answer<AppealView> {
    super::post(&Caller::cabinet(), &paths::fill(paths::APPEAL_STEPS, &[number]), body, attempt).await
}
