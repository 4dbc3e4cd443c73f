//! Rows of the switch-over, good and bad.

use proptest::prelude::*;

use super::*;

const GOOD: &str = "67100100001;smolensk;Петров;Иван;Ильич;г. Смоленск, ул. Попова, д. 64а;64А;12;54,0;3;2;gas;\
    011067890123456;5;2;12345;6789;;2016-04-30;210;200;-15000;2016-05";

fn parse(line: &str) -> Result<SwitchedAccount, RowProblem> {
    SwitchedAccount::parse(&line.split(';').collect::<Vec<_>>())
}

/// The good row with one cell changed.
fn with(column: Column, cell: &str) -> Result<SwitchedAccount, RowProblem> {
    let mut cells: Vec<&str> = GOOD.split(';').collect();
    cells[column as usize] = cell;
    SwitchedAccount::parse(&cells)
}

#[test]
fn the_header_is_the_contracts() {
    let header: Vec<&str> = Column::ALL.iter().map(|column| column.as_str()).collect();
    assert_eq!(
        header.join(";"),
        "account;branch;last_name;first_name;middle_name;address;house;flat;area_m2;residents;rooms;stove;\
         meter_serial;meter_digits;zones;t1;t2;t3;readings_date;last_kwh;last_paid_kwh;balance_kopecks;direct_since"
    );
}

#[test]
fn a_row_becomes_an_account() {
    let row = parse(GOOD).unwrap();
    assert_eq!(row.number.as_str(), "67100100001");
    assert_eq!(row.name, "Петров Иван Ильич");
    assert_eq!(row.house, normalize_house("64а"));
    assert_eq!(row.area, Some(Decimal::from(54)));
    assert_eq!(row.registers, [(Zone::Day, 12_345), (Zone::Night, 6_789)]);
    assert_eq!(row.balance, Kopecks(-15_000));
    assert_eq!((row.last_units, row.last_paid_units), (Some(210), Some(200)));
    assert_eq!(row.direct_since, "2016-05".parse().ok());
}

#[test]
fn what_may_be_missing_may_be_missing() {
    for column in [
        Column::FirstName,
        Column::MiddleName,
        Column::Flat,
        Column::Area,
        Column::LastKwh,
        Column::LastPaidKwh,
        Column::DirectSince,
    ] {
        assert!(with(column, " ").is_ok(), "{column:?}");
    }
    assert_eq!(with(Column::DirectSince, "2016-05-01"), parse(GOOD));
}

#[test]
fn a_bad_cell_is_named_with_its_reason() {
    for (column, cell, problem) in [
        (Column::Account, "", CellProblem::Empty),
        (Column::Account, "12", CellProblem::NotAnAccount),
        (Column::LastName, "", CellProblem::Empty),
        (Column::Address, &"д".repeat(201), CellProblem::TooLong),
        (Column::Area, "0", CellProblem::OutOfRange),
        (Column::Area, "abc", CellProblem::NotANumber),
        (Column::Residents, "-1", CellProblem::OutOfRange),
        (Column::Residents, "2.5", CellProblem::NotANumber),
        (Column::Rooms, "0", CellProblem::OutOfRange),
        (Column::Stove, "wood", CellProblem::UnknownWord),
        (Column::MeterDigits, "3", CellProblem::OutOfRange),
        (Column::Zones, "4", CellProblem::OutOfRange),
        (Column::T1, "", CellProblem::Empty),
        (Column::T1, "100000", CellProblem::TooManyDigits),
        (Column::T1, "12345678901234567890", CellProblem::OutOfRange),
        (Column::T1, "١٢٣", CellProblem::NotANumber),
        (Column::T2, "", CellProblem::Empty),
        (Column::T3, "1", CellProblem::NotEmpty),
        (Column::ReadingsDate, "30.04.2016", CellProblem::NotADate),
        (Column::ReadingsDate, "2016-02-30", CellProblem::NotADate),
        (Column::LastKwh, "-1", CellProblem::OutOfRange),
        (Column::BalanceKopecks, "", CellProblem::Empty),
        (Column::BalanceKopecks, "1.50", CellProblem::NotANumber),
        (Column::BalanceKopecks, "99999999999", CellProblem::OutOfRange),
        (Column::DirectSince, "May", CellProblem::NotAMonth),
    ] {
        assert_eq!(with(column, cell), Err(RowProblem { column, problem }), "{} = {cell}", column.as_str());
    }
}

#[test]
fn the_first_bad_cell_is_the_one_that_is_named() {
    let cells = ["67100100001", "smolensk"];
    let problem = SwitchedAccount::parse(&cells).unwrap_err();
    assert_eq!((problem.column, problem.problem), (Column::LastName, CellProblem::Empty));
}

proptest! {
    #[test]
    fn no_row_is_too_strange(cells in prop::collection::vec("\\PC{0,12}", 0..30)) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let _ = SwitchedAccount::parse(&cells);
    }

    #[test]
    fn a_row_means_the_same_with_blanks_around(blanks in "[ \t]{0,3}") {
        let spaced: Vec<String> = GOOD.split(';').map(|cell| format!("{blanks}{cell}{blanks}")).collect();
        let cells: Vec<&str> = spaced.iter().map(String::as_str).collect();
        prop_assert_eq!(SwitchedAccount::parse(&cells), parse(GOOD));
    }
}
