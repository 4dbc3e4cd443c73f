//! Readings: history and submission.

use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::readings::{ConsumptionView, ReadingList, ReadingView, SubmitReading};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Attempt, Caller};

/// Readings of an account, newest first.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_readings(
    caller: &Caller,
    number: &AccountNumber,
    cursor: Option<&str>,
) -> Answer<ReadingList> {
    super::get(caller, &super::with_cursor(&fill(paths::READINGS, &[number.as_str()]), cursor)).await
}

/// Use of an account month by month.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_consumption(caller: &Caller, number: &AccountNumber) -> Answer<ConsumptionView> {
    super::get(caller, &fill(paths::CONSUMPTION, &[number.as_str()])).await
}

/// A submission as it goes over the wire: path, body and key. Whoever keeps it sends the same one.
///
/// # Errors
/// [`super::ClientError::Broken`] when the body cannot be written.
pub fn submission(
    number: &AccountNumber,
    body: &SubmitReading,
    attempt: &Attempt,
) -> Answer<(String, String, String)> {
    let (path, body) = (fill(paths::READINGS, &[number.as_str()]), super::to_json(body)?);
    let key = attempt.key_for(&path, &body);
    Ok((path, body, key))
}

/// Submits a reading; a refused one comes back with its verdict, too.
///
/// # Errors
/// [`super::ClientError`]; `confirmation_required` asks to look at odd values again.
pub async fn submit_reading(
    caller: &Caller,
    number: &AccountNumber,
    body: &SubmitReading,
    attempt: &Attempt,
) -> Answer<ReadingView> {
    super::post(caller, &fill(paths::READINGS, &[number.as_str()]), body, attempt).await
}
