//! What the month will cost, and from what on one wants to be warned.

use svetlitsa_api::forecasts::{BillAlert, ForecastView};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Attempt, Caller};

/// The forecast of the current month.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_forecast(caller: &Caller, number: &AccountNumber) -> Answer<ForecastView> {
    super::get(caller, &fill(paths::FORECAST, &[number.as_str()])).await
}

/// Keeps from what on one wants to be warned.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the field.
pub async fn set_bill_alert(number: &AccountNumber, body: &BillAlert, attempt: &Attempt) -> Answer<()> {
    super::put_quietly(&fill(paths::BILL_ALERT, &[number.as_str()]), body, attempt).await
}
