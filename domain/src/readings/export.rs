//! A customer's history to take along: a table for a spreadsheet, and Green Button for everything else.

mod csv;
mod espi;
mod green_button;
mod urn;
mod xml;

pub use csv::{Cell, csv};
pub use green_button::{Quality, Usage, UsageFeed, UsageMeter, UsageSeries};
