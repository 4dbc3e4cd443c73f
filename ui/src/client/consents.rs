//! What the cabinet's owner agreed to.

use svetlitsa_api::consents::{ConsentList, WithdrawConsent};
use svetlitsa_api::paths;

use super::{Answer, Attempt, Caller};

/// What the cabinet's owner agreed to, and when.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_consents() -> Answer<ConsentList> {
    super::get(&Caller::cabinet(), paths::CONSENTS).await
}

/// Withdraws it; the cabinet is closed.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn withdraw(body: &WithdrawConsent, attempt: &Attempt) -> Answer<()> {
    super::post_quietly(paths::CONSENT_WITHDRAWALS, body, attempt).await
}
