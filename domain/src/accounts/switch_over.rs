//! An account that a supplier takes over from whoever billed it before: a row of the exchange file of `contracts.md` 9,
//! read cell by cell. The seed's case is 22,000 households whose houses began to pay directly (`seeds/000`).

use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::accounts::normalize_house;
use crate::tariffs::{Stove, Zone};
use crate::{AccountNumber, Kopecks, Period};

/// Largest dwelling that is believed, m².
const MOST_AREA: u32 = 10_000;
/// Digits that a register may have.
const DIGITS: std::ops::RangeInclusive<u8> = 4..=9;
/// Largest balance that is believed, kopecks: ten million roubles either way.
const MOST_BALANCE: i64 = 1_000_000_000;
/// Longest text of a cell, characters.
const MOST_TEXT: usize = 200;

macro_rules! columns {
    ($($column:ident $name:literal,)*) => {
        /// A column of the file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column { $(#[doc = concat!("`", $name, "`.")] $column,)* }

        impl Column {
            /// Every column in the order of the file.
            pub const ALL: &'static [Self] = &[$(Self::$column),*];

            /// Its name in the header.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$column => $name),* }
            }
        }
    };
}

columns! {
    Account "account",
    Branch "branch",
    LastName "last_name",
    FirstName "first_name",
    MiddleName "middle_name",
    Address "address",
    House "house",
    Flat "flat",
    Area "area_m2",
    Residents "residents",
    Rooms "rooms",
    Stove "stove",
    MeterSerial "meter_serial",
    MeterDigits "meter_digits",
    Zones "zones",
    T1 "t1",
    T2 "t2",
    T3 "t3",
    ReadingsDate "readings_date",
    LastKwh "last_kwh",
    LastPaidKwh "last_paid_kwh",
    BalanceKopecks "balance_kopecks",
    DirectSince "direct_since",
}

/// Why a cell is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellProblem {
    /// Nothing stands where something must.
    #[error("empty")]
    Empty,
    /// Something stands where nothing may, as a value for a register that the meter does not have.
    #[error("must be empty")]
    NotEmpty,
    /// Not a whole number, or one below zero where there is none.
    #[error("not a whole number")]
    NotANumber,
    /// A number outside of what is believed.
    #[error("out of range")]
    OutOfRange,
    /// Not `YYYY-MM-DD`, or no day of the calendar.
    #[error("not a date YYYY-MM-DD")]
    NotADate,
    /// Not `YYYY-MM` or `YYYY-MM-DD` of this century.
    #[error("not a month YYYY-MM")]
    NotAMonth,
    /// Not an account number.
    #[error("not an account number")]
    NotAnAccount,
    /// None of the words for this column.
    #[error("unknown word")]
    UnknownWord,
    /// Longer than a text of this kind is.
    #[error("too long")]
    TooLong,
    /// A value with more digits than the meter has.
    #[error("more digits than the meter has")]
    TooManyDigits,
}

/// The first cell of a row that is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {problem}", column.as_str())]
pub struct RowProblem {
    /// Where.
    pub column: Column,
    /// Why.
    pub problem: CellProblem,
}

/// An account as it is taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwitchedAccount {
    /// The number it keeps.
    pub number: AccountNumber,
    /// Branch id; whether there is such a branch is for the reader of the file to say.
    pub branch: String,
    /// Surname, name and patronymic as far as they are known.
    pub name: String,
    /// Address for people.
    pub address: String,
    /// House, normalised.
    pub house: String,
    /// Flat, when the house has flats.
    pub flat: Option<String>,
    /// m², when it is known; common-area use is shared by it.
    pub area: Option<Decimal>,
    /// People registered; 0 when nobody is.
    pub residents: u32,
    /// Rooms.
    pub rooms: u8,
    /// What they cook on.
    pub stove: Stove,
    /// Number on the meter's plate.
    pub serial: String,
    /// Whole digits of its registers.
    pub digits: u8,
    /// Its registers with the values from which the new supplier counts.
    pub registers: Vec<(Zone, u32)>,
    /// The day of those values.
    pub read_on: NaiveDate,
    /// kWh used in the month before the switch.
    pub last_units: Option<u32>,
    /// kWh paid for in the month before the switch.
    pub last_paid_units: Option<u32>,
    /// What is carried over: owed positive, paid ahead negative.
    pub balance: Kopecks,
    /// First period billed directly; `None` when the household always paid the supplier.
    pub direct_since: Option<Period>,
}

impl SwitchedAccount {
    /// Reads a row. Blanks around a value mean nothing.
    ///
    /// # Errors
    /// The first [`RowProblem`] in the order of the columns; a missing cell is an empty one.
    pub fn parse(cells: &[&str]) -> Result<Self, RowProblem> {
        let row = Row(cells);
        let number = row.text(Column::Account)?;
        let number = number.parse().map_err(|_| row.fault(Column::Account, CellProblem::NotAnAccount))?;
        let branch = row.text(Column::Branch)?.to_owned();
        let name = row.name()?;
        let address = row.text(Column::Address)?.to_owned();
        let house = normalize_house(row.text(Column::House)?);
        let flat = row.optional(Column::Flat)?.map(ToOwned::to_owned);
        let area = row.area()?;
        let residents = row.number(Column::Residents, 0..=99)?;
        let rooms = row.number(Column::Rooms, 1..=99)?;
        let stove = row.text(Column::Stove)?;
        let stove = Stove::parse(stove).ok_or(row.fault(Column::Stove, CellProblem::UnknownWord))?;
        let serial = row.text(Column::MeterSerial)?.to_owned();
        let digits = row.number(Column::MeterDigits, *DIGITS.start()..=*DIGITS.end())?;
        let registers = row.registers(digits)?;
        let read_on = row.date()?;
        let last_units = row.optional_number(Column::LastKwh)?;
        let last_paid_units = row.optional_number(Column::LastPaidKwh)?;
        let balance = Kopecks(row.number(Column::BalanceKopecks, -MOST_BALANCE..=MOST_BALANCE)?);
        let direct_since = row.month()?;
        Ok(Self {
            number,
            branch,
            name,
            address,
            house,
            flat,
            area,
            residents,
            rooms,
            stove,
            serial,
            digits,
            registers,
            read_on,
            last_units,
            last_paid_units,
            balance,
            direct_since,
        })
    }
}

struct Row<'a>(&'a [&'a str]);

impl<'a> Row<'a> {
    fn cell(&self, column: Column) -> &'a str {
        self.0.get(column as usize).map_or("", |cell| cell.trim())
    }

    const fn fault(&self, column: Column, problem: CellProblem) -> RowProblem {
        RowProblem { column, problem }
    }

    fn optional(&self, column: Column) -> Result<Option<&'a str>, RowProblem> {
        match self.cell(column) {
            "" => Ok(None),
            text if text.chars().count() > MOST_TEXT => Err(self.fault(column, CellProblem::TooLong)),
            text => Ok(Some(text)),
        }
    }

    fn text(&self, column: Column) -> Result<&'a str, RowProblem> {
        self.optional(column)?.ok_or(self.fault(column, CellProblem::Empty))
    }

    /// The surname is a must; a firm, or a person of one name, has no more.
    fn name(&self) -> Result<String, RowProblem> {
        let mut name = self.text(Column::LastName)?.to_owned();
        for column in [Column::FirstName, Column::MiddleName] {
            if let Some(word) = self.optional(column)? {
                name = format!("{name} {word}");
            }
        }
        Ok(name)
    }

    fn number<N: FromStr + PartialOrd>(
        &self,
        column: Column,
        range: std::ops::RangeInclusive<N>,
    ) -> Result<N, RowProblem> {
        let text = self.text(column)?;
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(self.fault(column, CellProblem::NotANumber));
        }
        let number = text.parse().ok().filter(|number| range.contains(number));
        number.ok_or(self.fault(column, CellProblem::OutOfRange))
    }

    fn optional_number(&self, column: Column) -> Result<Option<u32>, RowProblem> {
        if self.cell(column).is_empty() { Ok(None) } else { self.number(column, 0..=u32::MAX).map(Some) }
    }

    /// With a point or a comma, as spreadsheets write it.
    fn area(&self) -> Result<Option<Decimal>, RowProblem> {
        let Some(text) = self.optional(Column::Area)? else { return Ok(None) };
        let area = Decimal::from_str(&text.replace(',', "."));
        let area = area.map_err(|_| self.fault(Column::Area, CellProblem::NotANumber))?;
        let is_believed = area > Decimal::ZERO && area <= Decimal::from(MOST_AREA) && area.scale() <= 2;
        if is_believed {
            Ok(Some(area.normalize()))
        } else {
            Err(self.fault(Column::Area, CellProblem::OutOfRange))
        }
    }

    /// `t1` is the only register, the day or the peak; `t2` the night; `t3` the half-peak (`design.md` 4).
    fn registers(&self, digits: u8) -> Result<Vec<(Zone, u32)>, RowProblem> {
        let zones: &[Zone] = match self.number(Column::Zones, 1_u8..=3)? {
            1 => &[Zone::Single],
            2 => &[Zone::Day, Zone::Night],
            _ => &[Zone::Peak, Zone::Night, Zone::HalfPeak],
        };
        let most = 10_u32.pow(u32::from(digits)) - 1;
        let columns = [Column::T1, Column::T2, Column::T3];
        let mut registers = Vec::with_capacity(zones.len());
        for (i, column) in columns.into_iter().enumerate() {
            match zones.get(i) {
                Some(zone) => {
                    let value = self.number(column, 0..=u32::MAX)?;
                    if value > most {
                        return Err(self.fault(column, CellProblem::TooManyDigits));
                    }
                    registers.push((*zone, value));
                }
                None if self.cell(column).is_empty() => {}
                None => return Err(self.fault(column, CellProblem::NotEmpty)),
            }
        }
        Ok(registers)
    }

    fn date(&self) -> Result<NaiveDate, RowProblem> {
        let date = NaiveDate::parse_from_str(self.text(Column::ReadingsDate)?, "%Y-%m-%d").ok();
        date.filter(|date| Period::of(*date).is_some())
            .ok_or(self.fault(Column::ReadingsDate, CellProblem::NotADate))
    }

    /// A month, or the day from which it holds.
    fn month(&self) -> Result<Option<Period>, RowProblem> {
        let Some(text) = self.optional(Column::DirectSince)? else { return Ok(None) };
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().and_then(Period::of);
        let month = text.parse().ok().or(day);
        month.map(Some).ok_or(self.fault(Column::DirectSince, CellProblem::NotAMonth))
    }
}

#[cfg(test)]
#[path = "switch_over_tests.rs"]
mod tests;
