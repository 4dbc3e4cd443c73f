//! Bills: a month of an account is reckoned from what the database knows, and a period of a branch is closed.

pub mod acts;
pub mod closing;
pub mod common_use;
pub mod correction;
pub mod entries;
mod facts;
pub mod forecast;
pub mod grants;
mod held;
pub mod houses;
pub mod month;
pub mod penalties;
pub mod rows;
