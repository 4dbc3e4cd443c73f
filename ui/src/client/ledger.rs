//! The ledger of an account.

use svetlitsa_api::ledger::LedgerList;
use svetlitsa_api::paths::{self, fill};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Caller};

/// Entries, newest first.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_ledger(
    caller: &Caller,
    number: &AccountNumber,
    cursor: Option<&str>,
) -> Answer<LedgerList> {
    super::get(caller, &super::with_cursor(&fill(paths::LEDGER, &[number.as_str()]), cursor)).await
}
