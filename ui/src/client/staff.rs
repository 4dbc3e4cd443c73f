//! The staff's desk: accounts, previews, appeals and applications to work on.

use svetlitsa_api::appeals::{AppealStep, StaffAppeal, StaffAppealList};
use svetlitsa_api::applications::{ApplicationStep, StaffApplication, StaffApplicationList};
use svetlitsa_api::day_closings::DayClosingList;
use svetlitsa_api::paths::{self, encode, fill};
use svetlitsa_api::refunds::{AskRefund, StaffPayment, StaffPaymentList};
use svetlitsa_api::session::SessionView;
use svetlitsa_api::staff::{FoundAccounts, StartPreview};

use super::{Answer, Attempt, Caller};

/// Finds accounts by number, name or address.
///
/// # Errors
/// [`super::ClientError`].
pub async fn find_accounts(query: &str) -> Answer<FoundAccounts> {
    super::get(&Caller::cabinet(), &format!("{}?query={}", paths::STAFF_ACCOUNTS, encode(query))).await
}

/// Starts a read-only preview of a cabinet.
///
/// # Errors
/// [`super::ClientError`].
pub async fn start_preview(body: &StartPreview, attempt: &Attempt) -> Answer<SessionView> {
    super::post(&Caller::cabinet(), paths::STAFF_PREVIEWS, body, attempt).await
}

/// Ends the preview that is going on.
///
/// # Errors
/// [`super::ClientError`].
pub async fn end_preview() -> Answer<()> {
    super::delete(paths::STAFF_CURRENT_PREVIEW, &Attempt::new()).await
}

/// Appeals to work on, nearest deadline first.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_staff_appeals() -> Answer<StaffAppealList> {
    super::get(&Caller::cabinet(), paths::STAFF_APPEALS).await
}

/// One appeal.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_staff_appeal(number: &str) -> Answer<StaffAppeal> {
    super::get(&Caller::cabinet(), &fill(paths::STAFF_APPEAL, &[number])).await
}

/// Lets an appeal go on that was taken for a program's.
///
/// # Errors
/// [`super::ClientError`].
pub async fn release_appeal(number: &str, attempt: &Attempt) -> Answer<StaffAppeal> {
    super::post(&Caller::cabinet(), &fill(paths::STAFF_APPEAL_RELEASE, &[number]), &(), attempt).await
}

/// A clerk's step with an appeal.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` when somebody was faster.
pub async fn step_appeal(number: &str, body: &AppealStep, attempt: &Attempt) -> Answer<StaffAppeal> {
    super::post(&Caller::cabinet(), &fill(paths::STAFF_APPEAL_STEPS, &[number]), body, attempt).await
}

/// Applications to work on, nearest deadline first.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_staff_applications() -> Answer<StaffApplicationList> {
    super::get(&Caller::cabinet(), paths::STAFF_APPLICATIONS).await
}

/// One application.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_staff_application(number: &str) -> Answer<StaffApplication> {
    super::get(&Caller::cabinet(), &fill(paths::STAFF_APPLICATION, &[number])).await
}

/// Moves an application to another stage.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` when somebody was faster.
pub async fn step_application(
    number: &str,
    body: &ApplicationStep,
    attempt: &Attempt,
) -> Answer<StaffApplication> {
    super::post(&Caller::cabinet(), &fill(paths::STAFF_APPLICATION_STEPS, &[number]), body, attempt).await
}

/// Days compared with the acquirer's list, newest first.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_day_closings() -> Answer<DayClosingList> {
    super::get(&Caller::cabinet(), paths::STAFF_DAY_CLOSINGS).await
}

/// Payments by number, receipt, code or account.
///
/// # Errors
/// [`super::ClientError`].
pub async fn find_payments(query: &str) -> Answer<StaffPaymentList> {
    super::get(&Caller::cabinet(), &format!("{}?query={}", paths::STAFF_PAYMENTS, encode(query))).await
}

/// Sends money of a payment back.
///
/// # Errors
/// [`super::ClientError`]; `forbidden` for whoever may only look, `wrong_stage` when nothing is left to go back.
pub async fn ask_refund(payment: &str, body: &AskRefund, attempt: &Attempt) -> Answer<StaffPayment> {
    super::post(&Caller::cabinet(), &fill(paths::STAFF_PAYMENT_REFUNDS, &[payment]), body, attempt).await
}
