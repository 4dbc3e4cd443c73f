//! The house elder's sheet: what is sent, and the verdict of every row.

use serde::{Deserialize, Serialize};
use svetlitsa_domain::readings::{RowCode, ValueCode};

use super::FindingView;

/// Houses of an elder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseList {
    /// By branch and number.
    pub items: Vec<HouseView>,
}

/// A house whose readings somebody gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseView {
    /// Its id here: branch and number.
    pub id: String,
    /// Its number.
    pub house: String,
    /// The branch's name.
    pub branch_name: String,
    /// Accounts with a meter that is read by hand.
    pub accounts: u32,
    /// Those of them whose reading for the current period is given.
    pub given: u32,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubmitSheet {
    /// The sheet itself.
    pub source: SheetSource,
    /// Lines whose odd values were looked at twice.
    #[serde(default)]
    pub confirmed: Vec<u32>,
}

/// A sheet as text or as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum SheetSource {
    /// Pasted.
    Text(String),
    /// The bytes of a text file in Base64: UTF-8, UTF-16 with its mark, or windows-1251.
    File(String),
}

/// A line of the answer, which comes as the sheet is judged: one JSON object a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetProgress {
    /// Rows judged.
    pub done: u32,
    /// Rows in all.
    pub total: u32,
    /// The verdict of every row, in the order of the sheet; in the last line.
    #[serde(default)]
    pub rows: Option<Vec<RowVerdict>>,
    /// Something broke: the rows until here are judged and kept, and the sheet may be sent again.
    #[serde(default)]
    pub is_broken: bool,
}

/// The verdict of a row. It says whether a reading counts, never what it is measured by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowVerdict {
    /// Line of the sheet, from 1.
    pub line: u32,
    /// Account number, when the row holds one.
    pub account: Option<String>,
    /// What came of it.
    pub outcome: RowOutcome,
    /// Why, by the ladder.
    pub findings: Vec<FindingView>,
    /// Why it holds no reading.
    pub problem: Option<RowFault>,
    /// The line that says the same already.
    pub first_line: Option<u32>,
    /// The cell, from 1, when it is one cell's fault.
    pub column: Option<u32>,
    /// The row as it was given.
    pub text: String,
}

/// What came of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// Counts.
    Accepted,
    /// Counts; an operator will look at it.
    Question,
    /// Odd, and kept for nothing until its line is confirmed.
    Asked,
    /// Does not count.
    Refused,
    /// Holds no reading.
    Unread,
    /// Something that this build does not know yet.
    #[serde(other)]
    Unknown,
}

/// Why a row holds no reading: the wire's form of [`RowCode`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowFault {
    /// The account's cell holds no account number.
    NotAnAccount,
    /// No value.
    NoValue,
    /// More values than any meter has registers.
    TooManyValues,
    /// Letters or signs in place of a value.
    NotANumber,
    /// A minus.
    Negative,
    /// Decimals.
    NotAnInteger,
    /// More digits than any meter has.
    TooManyDigits,
    /// Several numbers in a cell, or a text.
    SeveralNumbers,
    /// A cell that should be a date is none.
    NotADate,
    /// The account, or this meter of it, stands in an earlier row.
    Repeated,
    /// A quote without its end.
    UnclosedQuote,
    /// The meter's number is none of the account's, or it has no meter.
    UnknownMeter,
    /// No account of the elder's list, whether there is such an account or not.
    UnknownAccount,
    /// A reason that this build does not know yet.
    #[serde(other)]
    Unknown,
}

impl From<RowCode> for RowFault {
    fn from(code: RowCode) -> Self {
        match code {
            RowCode::NotAnAccount => Self::NotAnAccount,
            RowCode::NoValue | RowCode::Value(ValueCode::Empty) => Self::NoValue,
            RowCode::TooManyValues => Self::TooManyValues,
            RowCode::Value(ValueCode::NotANumber) => Self::NotANumber,
            RowCode::Value(ValueCode::Negative) => Self::Negative,
            RowCode::Value(ValueCode::NotAnInteger) => Self::NotAnInteger,
            RowCode::Value(ValueCode::TooManyDigits) => Self::TooManyDigits,
            RowCode::Value(ValueCode::SeveralNumbers | ValueCode::PastedText) => Self::SeveralNumbers,
            RowCode::NotADate => Self::NotADate,
            RowCode::Repeated { .. } => Self::Repeated,
            RowCode::UnclosedQuote => Self::UnclosedQuote,
            RowCode::UnknownMeter => Self::UnknownMeter,
            RowCode::UnknownAccount => Self::UnknownAccount,
        }
    }
}
