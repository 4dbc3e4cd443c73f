//! Accounts: how they come into the house.

pub mod switch_over;
