//! Whom an account pays.

use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::payees::PayeeTimelineView;
use svetlitsa_domain::AccountNumber;

use super::{Answer, Caller};

/// The payees of an account, newest first.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_payees(caller: &Caller, number: &AccountNumber) -> Answer<PayeeTimelineView> {
    super::get(caller, &fill(paths::PAYEES, &[number.as_str()])).await
}
