//! Automatic payment of an account.

use svetlitsa_api::autopay::{AutopayView, SetUpAutopay};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Attempt, Caller};

/// How the account is paid automatically.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_autopay(caller: &Caller, number: &AccountNumber) -> Answer<AutopayView> {
    super::get(caller, &fill(paths::AUTOPAY, &[number.as_str()])).await
}

/// Sets it up, or changes its terms.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` for a term that cannot be so.
pub async fn set_up(number: &AccountNumber, body: &SetUpAutopay, attempt: &Attempt) -> Answer<()> {
    super::put_quietly(&fill(paths::AUTOPAY, &[number.as_str()]), body, attempt).await
}

/// Stops it at once.
///
/// # Errors
/// [`super::ClientError`].
pub async fn stop(number: &AccountNumber, attempt: &Attempt) -> Answer<()> {
    super::delete(&fill(paths::AUTOPAY, &[number.as_str()]), attempt).await
}
