//! Certificates that nothing is owed.

use svetlitsa_api::certificates::{CertificateList, CertificateVerification, CertificateView};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Attempt, Caller};

/// Certificates of an account, newest first, and what stands in the way of another one.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list(number: &AccountNumber) -> Answer<CertificateList> {
    super::get(&Caller::cabinet(), &fill(paths::CERTIFICATES, &[number.as_str()])).await
}

/// Issues one.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` while something is owed.
pub async fn issue(number: &AccountNumber, attempt: &Attempt) -> Answer<CertificateView> {
    super::post(&Caller::cabinet(), &fill(paths::CERTIFICATES, &[number.as_str()]), &(), attempt).await
}

/// What anyone who holds a code may see.
///
/// # Errors
/// [`super::ClientError`]; `not_found` for a code of no certificate.
pub async fn verify(code: &str) -> Answer<CertificateVerification> {
    super::get(&Caller::cabinet(), &fill(paths::CERTIFICATE_VERIFICATION, &[code])).await
}
