//! Bills of an account.

use svetlitsa_api::bills::{BillList, BillView};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_domain::{AccountNumber, Period};

use super::{Answer, Caller};

/// Bills, newest first.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_bills(caller: &Caller, number: &AccountNumber, cursor: Option<&str>) -> Answer<BillList> {
    super::get(caller, &super::with_cursor(&fill(paths::BILLS, &[number.as_str()]), cursor)).await
}

/// The bill of a month.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_bill(caller: &Caller, number: &AccountNumber, period: Period) -> Answer<BillView> {
    super::get(caller, &fill(paths::BILL, &[number.as_str(), &period.to_string()])).await
}
