//! The rules of the trade: no I/O, no clock, no async, no text for people.
//!
//! Functions take today's date, the calendar and the tables they need, and return a decision with its findings.
//! Every rule that comes from a law or from the supplier's own standard cites its source where it stands.

pub mod accounts;
pub mod appeals;
pub mod applications;
pub mod appointments;
pub mod bills;
pub mod calendar;
pub mod campaigns;
pub mod contacts;
pub mod faq;
pub mod letters;
pub mod money;
pub mod notices;
pub mod outages;
pub mod payments;
pub mod period;
pub mod readings;
pub mod receipts;
pub mod standards;
pub mod tariffs;

pub use accounts::AccountNumber;
pub use money::Kopecks;
pub use period::Period;
