//! Debts and instalments of an account.

use svetlitsa_api::debts::{AgreementView, DebtView, InstalmentPlanView, MakeAgreement};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Attempt, Caller};

/// What is late, what it grows to and what follows.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_debt(caller: &Caller, number: &AccountNumber) -> Answer<DebtView> {
    super::get(caller, &fill(paths::DEBT, &[number.as_str()])).await
}

/// The plan in so many parts.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` when there is nothing to be divided any more.
pub async fn plan(caller: &Caller, number: &AccountNumber, parts: u32) -> Answer<InstalmentPlanView> {
    let path = fill(paths::INSTALMENTS, &[number.as_str()]);
    super::get(caller, &format!("{path}?parts={parts}")).await
}

/// Agrees on instalments.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` when the debt is another one by now.
pub async fn agree(number: &AccountNumber, body: &MakeAgreement, attempt: &Attempt) -> Answer<AgreementView> {
    super::post(&Caller::cabinet(), &fill(paths::INSTALMENTS, &[number.as_str()]), body, attempt).await
}
