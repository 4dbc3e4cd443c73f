//! Receipts: of a payment, and the public check of a code.

use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::receipts::{ReceiptList, ReceiptVerification, ReceiptView};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Caller};

/// Receipt of a payment.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_payment_receipt(caller: &Caller, payment: &str) -> Answer<ReceiptView> {
    super::get(caller, &fill(paths::PAYMENT_RECEIPT, &[payment])).await
}

/// What anyone who holds a code may see.
///
/// # Errors
/// [`super::ClientError`]; `not_found` for a code of no receipt.
pub async fn verify_receipt(code: &str) -> Answer<ReceiptVerification> {
    super::get(&Caller::cabinet(), &fill(paths::RECEIPT_VERIFICATION, &[code])).await
}

/// Receipts of an account in a year; of the newest that has some when none is named.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_receipts(number: &AccountNumber, year: Option<i32>) -> Answer<ReceiptList> {
    let path = fill(paths::ACCOUNT_RECEIPTS, &[number.as_str()]);
    let asked = year.map_or_else(String::new, |year| format!("?year={year}"));
    super::get(&Caller::cabinet(), &(path + &asked)).await
}
