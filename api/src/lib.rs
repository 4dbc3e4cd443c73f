//! The wire: request and response bodies, error codes, endpoint and page paths.
//!
//! Unknown fields in requests are refused; unknown fields in answers are ignored, because a cached client
//! meets a newer server. Money is integer kopecks, decimals are strings, instants carry their offset.

pub mod accounts;
pub mod appeals;
pub mod applications;
pub mod appointments;
pub mod autopay;
pub mod bills;
pub mod campaigns;
pub mod certificates;
pub mod consents;
pub mod day_closings;
pub mod debts;
pub mod e_bills;
pub mod faq;
pub mod forecasts;
pub mod kiosks;
pub mod ledger;
pub mod moments;
pub mod notices;
pub mod offices;
pub mod outages;
pub mod pages;
pub mod passwords;
pub mod paths;
pub mod payees;
pub mod payments;
pub mod phones;
pub mod problem;
pub mod promises;
pub mod push;
pub mod readings;
pub mod receipts;
pub mod refunds;
pub mod registrations;
pub mod reminders;
pub mod second_factor;
pub mod services;
pub mod session;
pub mod shares;
pub mod staff;
pub mod surveys;
pub mod tariffs;

pub use problem::{ErrorCode, FieldCode, FieldProblem, Problem};
pub use promises::ClockView;
