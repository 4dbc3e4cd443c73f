//! Bills by e-mail instead of paper.

use svetlitsa_api::e_bills::{EBillEnded, EBillView, SubscribeEBill};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_domain::AccountNumber;

use super::{Answer, Attempt, Caller};

/// Whether bills of an account come by e-mail.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_e_bill(caller: &Caller, number: &AccountNumber) -> Answer<EBillView> {
    super::get(caller, &fill(paths::E_BILL, &[number.as_str()])).await
}

/// They do, from the next one on.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` when the text of the consent has changed.
pub async fn subscribe(number: &AccountNumber, body: &SubscribeEBill, attempt: &Attempt) -> Answer<()> {
    super::put_quietly(&fill(paths::E_BILL, &[number.as_str()]), body, attempt).await
}

/// They come on paper again.
///
/// # Errors
/// [`super::ClientError`].
pub async fn end(number: &AccountNumber, attempt: &Attempt) -> Answer<()> {
    super::delete(&fill(paths::E_BILL, &[number.as_str()]), attempt).await
}

/// The same by a letter's link.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when it is none of ours.
pub async fn end_by_link(body: &FollowLink, attempt: &Attempt) -> Answer<EBillEnded> {
    super::post(&Caller::cabinet(), paths::E_BILL_ENDS, body, attempt).await
}
