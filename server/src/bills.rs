//! Bills: a month of an account is reckoned from what the database knows, and a period of a branch is closed.

pub mod closing;
pub mod entries;
pub mod month;
pub mod rows;
