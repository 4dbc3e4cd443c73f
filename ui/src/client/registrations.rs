//! Registering a cabinet, and the links of its letters.

use svetlitsa_api::paths;
use svetlitsa_api::registrations::{
    CabinetOpened, ClaimApproved, ConsentView, CreateRegistration, FollowLink, LetterPromised,
};

use super::{Answer, Attempt, Caller};

/// What people consent to when they register.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_consent() -> Answer<ConsentView> {
    super::get(&Caller::cabinet(), paths::CONSENT).await
}

/// Asks for a cabinet; a letter answers, whatever was asked.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn create_registration(body: &CreateRegistration, attempt: &Attempt) -> Answer<LetterPromised> {
    super::post(&Caller::cabinet(), paths::REGISTRATIONS, body, attempt).await
}

/// Follows the letter's link: the cabinet is open and its owner signed in.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when it was used or is too old.
pub async fn confirm_registration(body: &FollowLink, attempt: &Attempt) -> Answer<CabinetOpened> {
    super::post(&Caller::cabinet(), paths::REGISTRATION_CONFIRMATIONS, body, attempt).await
}

/// Lets a newcomer have an account of the owner's cabinet too.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when it was used or is too old.
pub async fn approve_claim(body: &FollowLink, attempt: &Attempt) -> Answer<ClaimApproved> {
    super::post(&Caller::cabinet(), paths::CLAIM_APPROVALS, body, attempt).await
}
