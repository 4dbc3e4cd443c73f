//! A customer's history to take along: a table for a spreadsheet, and Green Button for everything else.

mod csv;
mod green_button;
mod xml;

pub use csv::{Cell, csv};
pub use green_button::{Quality, Usage, UsageFeed, UsageMeter, UsageSeries};
