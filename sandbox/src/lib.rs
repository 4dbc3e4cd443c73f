//! The outside world for development and tests: acquirer, bank page, SBP phone, SMTP sink.
//!
//! [`sandbox::Sandbox`] holds the [`store`], the [`clock`] and the [`modes`]. Three doors open on it: the merchant's
//! API ([`acquirer`]), the pages for a person who plays the payer ([`pages`]) and the mail sink ([`smtp`]). What the
//! merchant must hear goes out through the [`courier`]. It speaks the protocols of the outside world and shares no
//! code with the product that it tests.

pub mod acquirer;
pub mod amount;
pub mod atol;
pub mod clock;
pub mod control;
pub mod courier;
pub mod cuttable;
pub mod desk;
pub mod dice;
mod faults;
pub mod kept;
pub mod mailbox;
pub mod method;
pub mod modes;
pub mod notice;
pub mod pages;
pub mod payment;
pub mod push;
pub mod receipt;
pub mod refund;
pub mod sandbox;
pub mod sbp;
pub mod server;
pub mod settings;
pub mod sms;
pub mod smtp;
pub mod store;
pub mod wire;
pub mod words;
