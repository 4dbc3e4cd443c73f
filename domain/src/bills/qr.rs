//! The payment QR of a bill (GOST R 56042-2014): written for banks, read back tolerantly.

mod read;
mod write;

pub use read::{BillQr, BillQrError, parse_bill_qr};
pub use write::{BillCode, BillCodeProblem, write_bill_qr};
