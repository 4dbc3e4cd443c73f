//! Bills: what a household owes for a month, where every kopeck of it comes from, and what becomes of it.
//!
//! [`charge`] makes the lines of a month from facts; each line carries a [`Derivation`]. Entries of the ledger tell what
//! is owed to whom; what is late has its penalty and its stages. Nothing here reads a clock or a table: all are handed in.

mod charge;
mod derivation;
mod due;
mod exact;
mod facts;
mod house;
mod line;
mod method;
mod policy;
mod problem;
mod qr;

pub use charge::charge;
pub use derivation::{BillRule, Cited, Day, Derivation, Given, Node, Number, What};
pub use due::due_date;
pub use exact::Exact;
pub use facts::{
    AccountFacts, Benefit, ChargedBefore, CommonUseShare, DwellingNorm, MeterStretch, PastUse, PeriodFacts,
    RegisterStretch, SilentMonth, Usage,
};
pub use house::{HouseMeasured, HouseShares, HouseUse};
pub use line::{BillLine, LineKind, bill_total};
pub use method::Method;
pub use policy::{BillingPolicy, TariffChange};
pub use problem::ChargeProblem;
pub use qr::{BillQr, BillQrError, parse_bill_qr};
