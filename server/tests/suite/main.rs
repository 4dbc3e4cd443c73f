//! Route tests: the real router over a real temporary database with the sample world in it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod appeals;
mod applications;
mod brakes;
mod cabinet;
mod cellar;
mod claims;
mod closing;
mod consents;
mod credentials;
mod files;
mod groups;
mod guests;
mod harness;
mod ledger;
mod mail;
mod meters;
mod money;
mod offices;
mod photos;
mod power_cut;
mod previews;
mod reading;
mod recovery;
mod registration;
mod second_factor;
mod sessions;
mod shares;
mod sheets;
mod sign_in;
mod sms;
mod staff;
mod story;
mod strangers;
mod switch_over;
mod wall;
