//! The sandbox from outside: the real router over a real folder, and the real program killed and started again.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod atol;
mod bank;
mod control;
mod durability;
mod errors;
mod idempotence;
mod kept;
mod lists;
mod mail;
mod notices;
mod payments;
mod phone;
mod receipts;
mod refunds;
mod rust_client;
mod scene;
