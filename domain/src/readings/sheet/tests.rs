//! Sheets as elders bring them.

use proptest::prelude::*;

use super::*;
use crate::readings::{FindingCode, Intake, MeterFace, Register, ValueCode};
use crate::tariffs::{Service, Zone};

fn read(text: &str) -> Sheet {
    parse_sheet(text).unwrap()
}

fn accounts(sheet: &Sheet) -> Vec<(usize, &str, Vec<u32>)> {
    sheet
        .rows
        .iter()
        .map(|row| {
            (row.line, row.account.as_str(), row.values.iter().map(|value| value.value).collect::<Vec<_>>())
        })
        .collect()
}

#[test]
fn one_list_in_every_dress() {
    let expected = vec![(1, "18300000014", vec![10_450, 4_310]), (2, "18300000030", vec![123])];
    for text in [
        "18300000014;10450;4310\n18300000030;123\n",
        "\u{feff}18300000014;10450;4310\r\n18300000030;123;\r\n",
        "18300000014,10450,4310\n18300000030,123",
        "18300000014\t10450\t4310\n18300000030\t123\t",
        "18300000014 10450 4310\n18300000030   123",
        "\"18300000014\";\"10 450\";\"4310\"\n\"183 000 000 30\";123",
        "18300000014;10450;4310\r18300000030;123",
        "18300000014 ; 10450 ; 4310 \n 183-0000-0030 ; 123 кВт·ч ; \n\n;;\n",
    ] {
        let sheet = read(text);
        assert_eq!(accounts(&sheet), expected, "{text:?}");
        assert_eq!(sheet.problems, []);
    }
}

#[test]
fn a_header_names_the_columns() {
    let sheet = read(
        "№;Квартира;ФИО;Лицевой счёт;Дата;Ночь;День;Счётчик\n\
         1;12;Вахрушева О. И.;18300000014;20.11.2026;4310;10450;ZN-12\n\
         2;13;;18300000030;;;123;\n",
    );
    assert_eq!(accounts(&sheet), [(2, "18300000014", vec![4_310, 10_450]), (3, "18300000030", vec![123])]);
    let first = &sheet.rows[0];
    assert_eq!(first.taken_on, "2026-11-20".parse().ok());
    assert_eq!(first.meter.as_deref(), Some("ZN-12"));
    assert_eq!(first.values[0].zone, Some(Zone::Night));
    assert_eq!(sheet.rows[1].taken_on, None);
}

#[test]
fn a_title_and_a_second_page_do_no_harm() {
    let sheet = read(
        "Показания дома 21 за ноябрь;;\n\
         Лицевой счёт;Ночь;День\n\
         18300000014;4310;10450\n\
         Лицевой счёт;День;Ночь\n\
         18300000022;500;200\n",
    );
    let zones: Vec<_> = sheet.rows.iter().map(|row| row.values[0].zone).collect();
    assert_eq!(zones, [Some(Zone::Night), Some(Zone::Day)]);
    assert_eq!((sheet.problems.len(), sheet.problems[0].line), (1, 1));
}

#[test]
fn values_go_to_the_meters_registers() {
    let face = |zones: &[Zone]| MeterFace {
        service: Service::Electricity,
        intake: Intake::ByHand,
        digits: 5,
        coefficient: 1,
        registers: zones
            .iter()
            .map(|&zone| Register { zone, previous: 0, previous_on: "2026-10-20".parse().unwrap() })
            .collect(),
        verified_until: None,
        removed: None,
    };
    let (one, two) = (face(&[Zone::Single]), face(&[Zone::Day, Zone::Night]));
    let named = read("лс;ночь;день\n18300000014;4310;10450\n18300000030;;10450");
    assert_eq!(named.rows[0].assign(&two).unwrap(), [(Zone::Night, 4_310), (Zone::Day, 10_450)]);
    assert_eq!(named.rows[1].assign(&one).unwrap(), [(Zone::Single, 10_450)]);
    assert_eq!(named.rows[0].assign(&one), Err(FindingCode::TooManyValues));
    let ordered = read("18300000014;10450;4310\n18300000030;123");
    assert_eq!(ordered.rows[0].assign(&two).unwrap(), [(Zone::Day, 10_450), (Zone::Night, 4_310)]);
    assert_eq!(ordered.rows[1].assign(&two), Err(FindingCode::TooFewValues));
}

#[test]
fn a_bad_row_spoils_nothing() {
    let sheet = read(
        "лицевой счет;показание\n\
         18300000014;10450\n\
         квартира 7;200\n\
         18300000022;\n\
         18300000030;10450,5\n\
         18300000048;abc\n\
         18300000014;10451\n\
         \"18300000055;1\n\
         ;5\n\
         18300000063;7\n",
    );
    assert_eq!(accounts(&sheet), [(2, "18300000014", vec![10_450]), (10, "18300000063", vec![7])]);
    let problems: Vec<_> = sheet.problems.iter().map(|p| (p.line, p.column, p.code)).collect();
    assert_eq!(
        problems,
        [
            (3, Some(1), RowCode::NotAnAccount),
            (4, None, RowCode::NoValue),
            (5, Some(2), RowCode::Value(ValueCode::NotAnInteger)),
            (6, Some(2), RowCode::Value(ValueCode::NotANumber)),
            (7, None, RowCode::Repeated { first_line: 2 }),
            (8, None, RowCode::UnclosedQuote),
            (9, Some(1), RowCode::NotAnAccount),
        ]
    );
    assert_eq!(sheet.problems[2].text, "18300000030;10450,5");
}

#[test]
fn an_elder_learns_nothing_of_other_accounts() {
    let sheet = read("18300000014;1\n67100000017;2\nx;3\n18300000030;4")
        .only(|account| account.as_str().starts_with("183"));
    assert_eq!(accounts(&sheet), [(1, "18300000014", vec![1]), (4, "18300000030", vec![4])]);
    let problems: Vec<_> = sheet.problems.iter().map(|p| (p.line, p.code, p.text.as_str())).collect();
    assert_eq!(problems, [(2, RowCode::UnknownAccount, "67100000017;2"), (3, RowCode::NotAnAccount, "x;3")]);
}

#[test]
fn two_meters_of_an_account_are_two_rows() {
    let sheet = read("лс;счетчик;показание\n18300000014;A1;5\n18300000014;A2;6\n18300000014;A1;7");
    assert_eq!(sheet.rows.len(), 2);
    assert_eq!(sheet.problems[0].code, RowCode::Repeated { first_line: 2 });
}

#[test]
fn too_many_values_and_a_date_that_is_none() {
    let sheet = read("лс;дата;пик;полупик;ночь\n18300000014;31.02.2026;1;2;3\n18300000022;2026-11-20;1;2;3");
    assert_eq!((sheet.problems[0].code, sheet.problems[0].column), (RowCode::NotADate, Some(2)));
    assert_eq!(sheet.rows[0].values.len(), 3);
    assert_eq!(read("18300000014 1 2 3 4").problems[0].code, RowCode::TooManyValues);
}

#[test]
fn nothing_and_too_much_are_said_so() {
    for text in ["", "\u{feff}", "\n \r\n;;;\n", "лицевой счёт;день;ночь\n"] {
        assert_eq!(parse_sheet(text), Err(SheetError::Empty), "{text:?}");
    }
    let row = |i| format!("{i};1\n");
    let full: String = (100_000..100_000 + MOST_SHEET_ROWS).map(row).collect();
    assert_eq!(read(&full).rows.len(), MOST_SHEET_ROWS);
    assert_eq!(parse_sheet(&(full + "999999;1")), Err(SheetError::TooManyRows));
    assert_eq!(parse_sheet(&"1".repeat(MOST_SHEET_BYTES + 1)), Err(SheetError::TooLarge));
}

proptest! {
    #[test]
    fn parsing_never_panics(text in any::<String>()) {
        let _ = parse_sheet(&text);
    }

    #[test]
    fn decoding_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(text) = decode_sheet(&bytes) {
            let _ = parse_sheet(&text);
        }
    }

    /// Each line with anything in it is answered for, exactly once and in its place.
    #[test]
    fn nothing_is_lost(lines in proptest::collection::vec("[0-9]{0,13}[;\" a-я]{0,3}[0-9,]{0,6}", 1..30)) {
        let text = format!("18300000014;1\n{}", lines.join("\n"));
        let sheet = read(&text);
        let mut answered: Vec<usize> =
            sheet.rows.iter().map(|row| row.line).chain(sheet.problems.iter().map(|p| p.line)).collect();
        answered.sort_unstable();
        let expected: Vec<usize> = numbered_lines(&text).map(|(line, _)| line).collect();
        prop_assert_eq!(answered, expected);
        for problem in &sheet.problems {
            prop_assert!(text.contains(&problem.text));
        }
    }
}
