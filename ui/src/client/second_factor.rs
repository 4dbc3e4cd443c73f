//! The second step of signing in.

use svetlitsa_api::paths;
use svetlitsa_api::second_factor::{
    EnrolSecondFactor, OneTimeCode, ProveSecondFactor, RecoveryCodes, SecondFactorSecret, SecondFactorView,
};
use svetlitsa_api::session::SessionView;

use super::{Answer, Attempt, Caller};

/// Signs in whose password was right a moment ago.
///
/// # Errors
/// [`super::ClientError`]; signed out when that was too long ago.
pub async fn take_second_step(body: &OneTimeCode) -> Answer<SessionView> {
    super::ask(paths::SESSION_SECOND_STEP, body).await
}

/// Whether signing in takes a second step.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_second_factor() -> Answer<SecondFactorView> {
    super::get(&Caller::cabinet(), paths::SECOND_FACTOR).await
}

/// Asks for a secret for the app.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` when the password is another one.
pub async fn enrol(body: &EnrolSecondFactor, attempt: &Attempt) -> Answer<SecondFactorSecret> {
    super::post(&Caller::cabinet(), paths::SECOND_FACTOR_ENROLMENTS, body, attempt).await
}

/// Switches it on by the app's first code.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` when the code is another one.
pub async fn confirm(body: &OneTimeCode, attempt: &Attempt) -> Answer<RecoveryCodes> {
    super::post(&Caller::cabinet(), paths::SECOND_FACTOR_CONFIRMATIONS, body, attempt).await
}

/// Asks for new recovery codes.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn renew_codes(body: &ProveSecondFactor, attempt: &Attempt) -> Answer<RecoveryCodes> {
    super::post(&Caller::cabinet(), paths::SECOND_FACTOR_CODES, body, attempt).await
}

/// Switches it off.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn remove(body: &ProveSecondFactor, attempt: &Attempt) -> Answer<()> {
    super::post_quietly(paths::SECOND_FACTOR_REMOVALS, body, attempt).await
}
