//! Debts: what is late and to whom, what it grows to, what follows, and instalments.

pub mod instalments;
pub mod late;
pub mod restriction;
pub mod view;
