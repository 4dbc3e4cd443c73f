//! A row of a sheet, and what can be wrong with one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::AccountNumber;
use crate::readings::{FindingCode, MeterFace, ValueCode};
use crate::tariffs::Zone;

/// A row with an account and values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Its line in the sheet, from 1.
    pub line: usize,
    /// Whose.
    pub account: AccountNumber,
    /// Number on the meter's plate, when the sheet has a column for it.
    pub meter: Option<String>,
    /// One to three values.
    pub values: Vec<SheetValue>,
    /// The day it was read off, when the sheet has a column for it.
    pub taken_on: Option<NaiveDate>,
    /// The line as it was given: it goes back with a refusal.
    pub text: String,
}

/// A value, and its register when the sheet's header names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetValue {
    /// Which register; by order when absent.
    pub zone: Option<Zone>,
    /// The value.
    pub value: u32,
}

impl SheetRow {
    /// The values by the meter's registers. A one-zone meter takes its value from whichever column holds it.
    ///
    /// # Errors
    /// [`FindingCode::TooFewValues`] or [`FindingCode::TooManyValues`].
    pub fn assign(&self, face: &MeterFace) -> Result<Vec<(Zone, u32)>, FindingCode> {
        let by_zone: Option<Vec<_>> =
            self.values.iter().map(|value| Some((value.zone?, value.value))).collect();
        match by_zone {
            Some(values) if face.registers.len() > 1 => Ok(values),
            _ => face.assign(&self.values.iter().map(|value| value.value).collect::<Vec<_>>()),
        }
    }
}

/// A row that holds no reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Its line in the sheet, from 1.
    pub line: usize,
    /// The column, from 1, when it is one cell's fault.
    pub column: Option<usize>,
    /// Why.
    pub code: RowCode,
    /// The line as it was given.
    pub text: String,
}

/// Why a row holds no reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowCode {
    /// The account's cell holds no account number.
    NotAnAccount,
    /// No value.
    NoValue,
    /// More values than any meter has registers.
    TooManyValues,
    /// A cell that should be a value is none.
    Value(ValueCode),
    /// A cell that should be a date is none.
    NotADate,
    /// The account, or this meter of it, stands in an earlier row.
    Repeated {
        /// Where.
        first_line: usize,
    },
    /// A quote without its end.
    UnclosedQuote,
    /// The meter's number is none of the account's, or it has no meter.
    UnknownMeter,
    /// No account of the elder's list, whether there is such an account or not.
    UnknownAccount,
}
