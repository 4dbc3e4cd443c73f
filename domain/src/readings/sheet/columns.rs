//! What the columns of a sheet mean: by the words of its header, or by their order.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::AccountNumber;
use crate::letters;
use crate::readings::parse_value;
use crate::readings::sheet::row::{RowCode, SheetRow, SheetValue};
use crate::tariffs::Zone;

/// Most registers a meter has.
const MOST_VALUES: usize = 3;
/// Digits of the longest register; the meter's own are checked by the ladder.
const MOST_DIGITS: u8 = 8;

/// A column's meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Account,
    Meter,
    Date,
    Value(Option<Zone>),
    Other,
}

/// Beginnings of headings, lower case, without blanks and marks; the first that fits decides.
const HEADINGS: [(&str, Column); 29] = [
    ("лицевой", Column::Account),
    ("лс", Column::Account),
    ("лицсчет", Column::Account),
    ("account", Column::Account),
    ("заводской", Column::Meter),
    ("номерсчетчика", Column::Meter),
    ("номерпу", Column::Meter),
    ("счетчик", Column::Meter),
    ("meter", Column::Meter),
    ("serial", Column::Meter),
    ("счет", Column::Account),
    ("дата", Column::Date),
    ("date", Column::Date),
    ("taken", Column::Date),
    ("полупик", Column::Value(Some(Zone::HalfPeak))),
    ("halfpeak", Column::Value(Some(Zone::HalfPeak))),
    ("пик", Column::Value(Some(Zone::Peak))),
    ("peak", Column::Value(Some(Zone::Peak))),
    ("день", Column::Value(Some(Zone::Day))),
    ("day", Column::Value(Some(Zone::Day))),
    ("ночь", Column::Value(Some(Zone::Night))),
    ("night", Column::Value(Some(Zone::Night))),
    ("кухня", Column::Value(Some(Zone::Kitchen))),
    ("kitchen", Column::Value(Some(Zone::Kitchen))),
    ("ванна", Column::Value(Some(Zone::Bath))),
    ("bath", Column::Value(Some(Zone::Bath))),
    ("показани", Column::Value(None)),
    ("reading", Column::Value(None)),
    ("value", Column::Value(None)),
];

/// The columns of a sheet; without a header the first is the account, the others are values.
#[derive(Debug, Default)]
pub(super) struct Columns(Option<Vec<Column>>);

/// A row's fault: the code, and the column from 1 when it is one cell's.
type Fault = (RowCode, Option<usize>);

impl Columns {
    /// `None` when the line is no header: it holds an account number, or lacks the words for one and for a value.
    pub(super) fn of_header(cells: &[Cow<'_, str>]) -> Option<Self> {
        if cells.iter().any(|cell| cell.parse::<AccountNumber>().is_ok()) {
            return None;
        }
        let columns: Vec<Column> = cells.iter().map(|cell| meaning(cell)).collect();
        let has_value = columns.iter().any(|column| matches!(column, Column::Value(_)));
        (columns.contains(&Column::Account) && has_value).then_some(Self(Some(columns)))
    }

    fn meaning(&self, index: usize) -> Column {
        match &self.0 {
            Some(columns) => columns.get(index).copied().unwrap_or(Column::Other),
            None if index == 0 => Column::Account,
            None => Column::Value(None),
        }
    }

    /// Reads a row. Empty cells are no values; columns without a meaning, such as a name, are passed over.
    pub(super) fn read(&self, cells: &[Cow<'_, str>], line: usize, text: &str) -> Result<SheetRow, Fault> {
        let (mut account, mut meter, mut taken_on, mut values) = (None, None, None, Vec::new());
        for (index, cell) in cells.iter().enumerate() {
            let fault = |code| (code, Some(index + 1));
            match self.meaning(index) {
                Column::Account => {
                    account = Some(cell.parse().map_err(|_| fault(RowCode::NotAnAccount))?);
                }
                _ if cell.is_empty() => {}
                Column::Meter => meter = Some(cell.clone().into_owned()),
                Column::Date => taken_on = Some(date(cell).ok_or(fault(RowCode::NotADate))?),
                Column::Value(zone) => {
                    let value = parse_value(cell, MOST_DIGITS)
                        .map_err(|problem| fault(RowCode::Value(problem.code())))?;
                    values.push(SheetValue { zone, value });
                }
                Column::Other => {}
            }
        }
        let account = account.ok_or((RowCode::NotAnAccount, None))?;
        match values.len() {
            0 => Err((RowCode::NoValue, None)),
            1..=MOST_VALUES => Ok(SheetRow { line, account, meter, values, taken_on, text: text.to_owned() }),
            _ => Err((RowCode::TooManyValues, None)),
        }
    }
}

fn meaning(heading: &str) -> Column {
    let word: String = heading
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(letters::lower)
        .map(|c| if c == 'ё' { 'е' } else { c })
        .collect();
    // «№ лицевого счёта», «показание день»: the word may stand behind another.
    let found = HEADINGS.iter().find(|(start, _)| word.starts_with(start));
    let inside = HEADINGS.iter().find(|(start, _)| start.chars().count() > 3 && word.contains(start));
    match (found, inside) {
        (Some((_, Column::Value(None))), Some((_, inside))) => *inside,
        (Some((_, column)), _) | (None, Some((_, column))) => *column,
        (None, None) => Column::Other,
    }
}

/// `20.11.2026` as people write it, or ISO.
fn date(text: &str) -> Option<NaiveDate> {
    ["%d.%m.%Y", "%Y-%m-%d"].into_iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_understood() {
        for (heading, column) in [
            ("Лицевой счёт", Column::Account),
            ("№ лицевого счета", Column::Account),
            ("Л/С", Column::Account),
            ("ЛС", Column::Account),
            ("account", Column::Account),
            ("Счётчик №", Column::Meter),
            ("Номер счетчика", Column::Meter),
            ("Дата снятия", Column::Date),
            ("День", Column::Value(Some(Zone::Day))),
            ("Показание день, кВт·ч", Column::Value(Some(Zone::Day))),
            ("Показания (ночь)", Column::Value(Some(Zone::Night))),
            ("Полупик", Column::Value(Some(Zone::HalfPeak))),
            ("half_peak", Column::Value(Some(Zone::HalfPeak))),
            ("Пик", Column::Value(Some(Zone::Peak))),
            ("Показание", Column::Value(None)),
            ("ФИО", Column::Other),
            ("Квартира", Column::Other),
            ("№", Column::Other),
        ] {
            assert_eq!(meaning(heading), column, "{heading}");
        }
    }
}
