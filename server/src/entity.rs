//! Tables as SeaORM sees them. Queries live in [`crate::store`]; instants are Unix milliseconds.

pub mod account;
pub mod appeal;
pub mod appeal_event;
pub mod application;
pub mod application_event;
pub mod cabinet_account;
pub mod counter;
pub mod elder;
pub mod idempotency_key;
pub mod ledger_entry;
pub mod marker;
pub mod meter;
pub mod outgoing_mail;
pub mod payment;
pub mod preview;
pub mod reading;
pub mod receipt;
pub mod register;
pub mod resident;
pub mod session;
pub mod sms_message;
pub mod staff_member;
pub mod terminal;
