//! Route tests: the real router over a real temporary database with the sample world in it.

mod harness;
mod money;
mod reading;
mod sign_in;
mod story;
