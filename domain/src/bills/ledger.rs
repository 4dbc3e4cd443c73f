//! The ledger: it only grows, every entry names its cause, and every balance shown anywhere is the sum of entries.

mod allocation;
mod balances;
mod correction;
mod entry;

pub use allocation::{AllocationProblem, Incoming, Share, allocate, allocate_in_turn};
pub use balances::{Balances, LedgerProblem, OpenDebt, Pot};
pub use correction::{CorrectionProblem, correct};
pub use entry::{Cause, CorrectionReason, Entry, OpeningOrigin, Purpose};

#[cfg(test)]
mod tests;
