//! The house elder's sheet: pasted text or CSV, one account a row, read row by row.
//!
//! A bad row never spoils its neighbours, and nothing is lost: each comes back with its line and its text.

mod cells;
mod columns;
mod decode;
mod row;

use std::collections::HashMap;

use crate::AccountNumber;
use crate::readings::sheet::cells::{Separator, split};
use crate::readings::sheet::columns::Columns;

pub use decode::decode_sheet;
pub use row::{RowCode, RowProblem, SheetRow, SheetValue};

/// Most bytes of a sheet.
pub const MOST_SHEET_BYTES: usize = 1 << 20;
/// Most rows of a sheet, several big houses.
pub const MOST_SHEET_ROWS: usize = 5_000;

/// Why a sheet cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// No row with anything in it.
    #[error("empty sheet")]
    Empty,
    /// Not text: a workbook, a picture, a program.
    #[error("not a text")]
    NotText,
    /// Over [`MOST_SHEET_BYTES`].
    #[error("too large")]
    TooLarge,
    /// Over [`MOST_SHEET_ROWS`].
    #[error("too many rows")]
    TooManyRows,
}

/// A sheet, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Rows that hold an account and values, in their order.
    pub rows: Vec<SheetRow>,
    /// Rows that do not, in their order.
    pub problems: Vec<RowProblem>,
}

impl Sheet {
    /// Keeps the rows of the elder's list. The others are answered alike, whether such an account exists or not.
    #[must_use]
    pub fn only(mut self, is_listed: impl Fn(&AccountNumber) -> bool) -> Self {
        let (rows, others): (Vec<_>, Vec<_>) = self.rows.into_iter().partition(|row| is_listed(&row.account));
        self.rows = rows;
        self.problems.extend(others.into_iter().map(|row| RowProblem {
            line: row.line,
            column: None,
            code: RowCode::UnknownAccount,
            text: row.text,
        }));
        self.problems.sort_by_key(|problem| problem.line);
        self
    }
}

/// Reads a sheet from text. A header is recognised by its words, wherever it stands, as under a title or at the head
/// of a second page; before the first one a row begins with the account, and the registers follow in their order.
///
/// # Errors
/// [`SheetError`] when there is nothing to read row by row.
pub fn parse_sheet(text: &str) -> Result<Sheet, SheetError> {
    if text.len() > MOST_SHEET_BYTES {
        return Err(SheetError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    let separator = Separator::of(text);
    let (mut columns, mut sheet, mut seen) = (Columns::default(), Sheet::default(), HashMap::new());
    for (line, text) in numbered_lines(text) {
        let text = text.trim_end();
        let cells = split(text, separator);
        if let Some(header) = cells.as_ref().ok().and_then(|cells| Columns::of_header(cells)) {
            columns = header;
            continue;
        }
        if sheet.rows.len() + sheet.problems.len() == MOST_SHEET_ROWS {
            return Err(SheetError::TooManyRows);
        }
        let read = cells
            .map_err(|()| (RowCode::UnclosedQuote, None))
            .and_then(|cells| columns.read(&cells, line, text));
        match read.and_then(|row| unrepeated(row, &mut seen)) {
            Ok(row) => sheet.rows.push(row),
            Err((code, column)) => {
                sheet.problems.push(RowProblem { line, column, code, text: text.to_owned() });
            }
        }
    }
    if sheet.rows.is_empty() && sheet.problems.is_empty() { Err(SheetError::Empty) } else { Ok(sheet) }
}

/// Lines with anything in them, counted as an editor counts.
fn numbered_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_blank = |line: &str| line.chars().all(|c| c.is_whitespace() || matches!(c, ';' | ',' | '"'));
    // A lone carriage return ends a line of an old spreadsheet; with a line feed it is one end, not two.
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(move |(_, line)| !is_blank(line))
}

/// An account, or a meter of it, stands once in a sheet: the first row counts, and a later one is reported, for nobody
/// can tell which of the two is meant.
fn unrepeated(
    row: SheetRow,
    seen: &mut HashMap<(AccountNumber, Option<String>), usize>,
) -> Result<SheetRow, (RowCode, Option<usize>)> {
    let first_line = *seen.entry((row.account.clone(), row.meter.clone())).or_insert(row.line);
    if first_line == row.line { Ok(row) } else { Err((RowCode::Repeated { first_line }, None)) }
}

#[cfg(test)]
#[path = "sheet/tests.rs"]
mod tests;
