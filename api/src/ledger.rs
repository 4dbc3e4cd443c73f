//! The ledger of an account: everything that was charged, paid and put right, and what was owed after it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use svetlitsa_domain::bills::CorrectionReason;
use svetlitsa_domain::{Kopecks, Period};

use crate::payees::TakenOver;

/// A page of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerList {
    /// Newest first.
    pub items: Vec<LedgerItem>,
    /// Where the next page begins, when there is one.
    pub next_cursor: Option<String>,
}

/// An entry, or all entries of one bill together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerItem {
    /// Id of the entry, or of the last of the bill: what a correction names.
    pub id: String,
    /// The day it was booked, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub booked_on: NaiveDate,
    /// What made it.
    pub cause: LedgerCause,
    /// For which month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// To whom.
    pub payee_name: String,
    /// Owed above zero, paid or given back below.
    pub amount_kopecks: Kopecks,
    /// What this payee was owed after it; paid ahead below zero.
    pub balance_kopecks: Kopecks,
}

/// What made an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LedgerCause {
    /// The balance with which the account came here.
    Opening {
        /// From where; absent where that is not kept.
        #[serde(default)]
        taken_over: Option<TakenOver>,
    },
    /// A bill of the month.
    Charge {
        /// Whether there is a bill to look at.
        has_bill: bool,
    },
    /// A payment.
    Payment {
        /// Its id, when it was made here.
        payment: Option<String>,
    },
    /// What was left on a prepaid meter.
    Transfer {
        /// Number of the application that asked for it.
        application: String,
    },
    /// A penalty for paying late.
    Penalty,
    /// Something booked was wrong, or is given up.
    Correction {
        /// Id of what is corrected.
        of: String,
        /// Why.
        reason: CorrectionReason,
        /// The decision or request that says so.
        document: String,
    },
}
