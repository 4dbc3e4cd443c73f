//! Money that staff sends back: payments to look up, and a refund to ask for.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::payments::{PaymentMethod, PaymentState, RefundState};
use svetlitsa_domain::{AccountNumber, Kopecks};

/// Longest name of a document, characters.
pub const MAX_DOCUMENT: usize = 200;

/// Payments that were looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffPaymentList {
    /// Newest first, at most 20.
    pub items: Vec<StaffPayment>,
}

/// A payment as the staff sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffPayment {
    /// Its id.
    pub id: String,
    /// For which account.
    pub account: AccountNumber,
    /// Whose account that is.
    pub customer: String,
    /// How much was paid.
    pub amount_kopecks: Kopecks,
    /// What may still be sent back; zero where nothing was taken, or where somebody else took it.
    pub left_kopecks: Kopecks,
    /// How it was paid.
    pub method: PaymentMethod,
    /// State of the table in `domain`.
    pub state: PaymentState,
    /// When it was begun, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub created: DateTime<FixedOffset>,
    /// Number of its receipt, once it succeeded.
    pub receipt_number: Option<String>,
    /// What went back of it, or is on its way, oldest first.
    pub refunds: Vec<StaffRefund>,
}

/// A refund with who asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffRefund {
    /// How much.
    pub amount_kopecks: Kopecks,
    /// Where it stands.
    pub state: RefundState,
    /// The decision or request that says so.
    pub document: String,
    /// Login of the member of staff, or who asked on the command line.
    pub asked_by: String,
    /// When it was asked for, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub asked: DateTime<FixedOffset>,
}

/// Sends money of a payment back; once for each document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskRefund {
    /// How much, kopecks: above zero and no more than is left.
    pub amount_kopecks: Kopecks,
    /// The decision or request that says so, one line of up to [`MAX_DOCUMENT`] characters; the customer sees it.
    pub document: String,
}
