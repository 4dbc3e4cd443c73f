//! Certificates that nothing is owed: issued by themselves when it is so, and checked by anyone who holds the code.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{AccountNumber, Kopecks};

/// Certificates of an account, and whether it can have another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateList {
    /// Newest first.
    pub items: Vec<CertificateView>,
    /// What must be paid first; absent when nothing is owed.
    pub still_owed: Option<StillOwedView>,
    /// Whether the caller may ask for one: its holder may.
    pub may_issue: bool,
}

/// What stands in the way of a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StillOwedView {
    /// Owed for use.
    pub supply_kopecks: Kopecks,
    /// Owed as penalty.
    pub penalty_kopecks: Kopecks,
}

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateView {
    /// Id.
    pub id: String,
    /// Number to quote.
    pub number: String,
    /// Verification code.
    pub code: String,
    /// The day that it tells of.
    #[serde(with = "crate::moments")]
    pub as_of: NaiveDate,
}

/// What a certificate says, frozen when it was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateBody {
    /// Account.
    pub account: AccountNumber,
    /// Its holder, in full.
    pub name: String,
    /// Where.
    pub address: String,
    /// What is supplied.
    pub service: Service,
    /// Who issued it.
    pub legal_name: String,
    /// Names of the payees that are owed nothing.
    pub payees: Vec<String>,
    /// What was paid ahead on that day; never below zero.
    pub ahead_kopecks: Kopecks,
    /// Where it is checked.
    pub verification_url: String,
}

/// What anyone who holds a code may see: masked, but enough to tell a true certificate from a false one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateVerification {
    /// Its number.
    pub number: String,
    /// The day that it tells of.
    #[serde(with = "crate::moments")]
    pub as_of: NaiveDate,
    /// Legal entity.
    pub legal_name: String,
    /// Account, all but the last four digits masked.
    pub masked_account: String,
    /// Its holder, masked.
    pub customer: String,
    /// What is supplied.
    pub service: Service,
    /// Telephone of the contact centre.
    pub phone: String,
}
