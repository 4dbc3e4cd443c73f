//! Documents on paper: what they say is gathered here, how it looks is a template that an operator can edit.

pub mod bill;
pub mod certificate;
mod press;
mod qr;
pub mod receipt;
mod sheet;
mod stub;

pub use press::{Press, Printing};
