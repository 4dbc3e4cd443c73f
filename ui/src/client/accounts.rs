//! Accounts of the cabinet, and a guest's way to one.

use svetlitsa_api::accounts::{
    AccountAddition, AccountList, AccountOverview, AddAccount, GuestAccess, LookupAccount, PreviewList,
};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Attempt, Caller};

/// Accounts of the cabinet.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_accounts() -> Answer<AccountList> {
    super::get(&Caller::cabinet(), paths::ACCOUNTS).await
}

/// Adds an account to the cabinet, or asks whose cabinet it is in.
///
/// # Errors
/// [`super::ClientError`]; `account_not_found`.
pub async fn add_account(body: &AddAccount, attempt: &Attempt) -> Answer<AccountAddition> {
    super::post(&Caller::cabinet(), paths::ACCOUNTS, body, attempt).await
}

/// An account at a glance, with the text of the answer for a device that remembers it.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_account_with_text(number: &AccountNumber) -> Answer<(AccountOverview, String)> {
    super::get_with_text(&fill(paths::ACCOUNT, &[number.as_str()])).await
}

/// Takes an account out of the cabinet.
///
/// # Errors
/// [`super::ClientError`].
pub async fn remove_account(number: &AccountNumber, attempt: &Attempt) -> Answer<()> {
    super::delete(&fill(paths::ACCOUNT, &[number.as_str()]), attempt).await
}

/// An account at a glance.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_account(caller: &Caller, number: &AccountNumber) -> Answer<AccountOverview> {
    super::get(caller, &fill(paths::ACCOUNT, &[number.as_str()])).await
}

/// A guest proves two identifiers, or shows a bill.
///
/// # Errors
/// [`super::ClientError`]; `account_not_found`, `not_a_bill`.
pub async fn lookup_account(body: &LookupAccount) -> Answer<GuestAccess> {
    super::ask(paths::ACCOUNT_LOOKUP, body).await
}

/// Who of the staff looked into the cabinet.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_previews(number: &AccountNumber) -> Answer<PreviewList> {
    super::get(&Caller::cabinet(), &fill(paths::ACCOUNT_PREVIEWS, &[number.as_str()])).await
}
