//! Tables for spreadsheets: semicolons, a byte-order mark, and no cell that a spreadsheet would run as a formula.

use chrono::NaiveDate;

use crate::Kopecks;

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Words.
    Text(&'a str),
    /// A number.
    Number(u64),
    /// A day.
    Date(NaiveDate),
    /// A sum in roubles, with the decimal comma that Russian spreadsheets expect.
    Money(Kopecks),
    /// Nothing.
    Empty,
}

/// A table with its headings.
#[must_use]
pub fn csv<'a, const N: usize>(
    headings: &[&str; N],
    rows: impl IntoIterator<Item = [Cell<'a>; N]>,
) -> String {
    let mut table = String::from("\u{feff}");
    push_row(&mut table, &headings.map(text));
    for row in rows {
        push_row(&mut table, &row.map(Cell::render));
    }
    table
}

fn push_row<const N: usize>(table: &mut String, cells: &[String; N]) {
    table.push_str(&cells.join(";"));
    table.push_str("\r\n");
}

impl Cell<'_> {
    fn render(self) -> String {
        match self {
            Self::Text(words) => text(words),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Money(sum) => sum.to_string().replace('.', ","),
            Self::Empty => String::new(),
        }
    }
}

/// Words as a cell. What begins like a formula, with whatever blanks before it, gets an apostrophe.
fn text(words: &str) -> String {
    let first = words.trim_start().chars().next();
    let is_formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
        || words.starts_with(['\t', '\r', '\n']);
    let guard = if is_formula { "'" } else { "" };
    if words.contains(['"', ';', ',', '\r', '\n', '\t']) || words.trim().len() != words.len() {
        format!("\"{guard}{}\"", words.replace('"', "\"\""))
    } else {
        format!("{guard}{words}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_table_as_spreadsheets_want_it() {
        let rows = [[
            Cell::Text("День"),
            Cell::Number(12_500),
            Cell::Date("2026-11-20".parse().unwrap()),
            Cell::Money(Kopecks(-81_516)),
            Cell::Empty,
        ]];
        assert_eq!(
            csv(&["Зона", "Показание", "Снято", "Сумма, ₽", "Вопрос"], rows),
            "\u{feff}Зона;Показание;Снято;\"Сумма, ₽\";Вопрос\r\nДень;12500;2026-11-20;-815,16;\r\n"
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (words, cell) in [
            ("=HYPERLINK(\"x\";\"y\")", "\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\""),
            ("+7 909", "'+7 909"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1", "\"' =1\""),
            ("\t=1", "\"'\t=1\""),
            ("\rx", "\"'\rx\""),
            ("＝1", "'＝1"),
            ("СТК3-10А1Н", "СТК3-10А1Н"),
            ("a\nb", "\"a\nb\""),
            ("", ""),
        ] {
            assert_eq!(text(words), cell, "{words:?}");
        }
    }

    /// What a spreadsheet reads from a row.
    fn read(row: &str) -> Vec<String> {
        let (mut cells, mut is_quoted) = (vec![String::new()], false);
        let mut chars = row.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if is_quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    cells.last_mut().unwrap().push('"');
                }
                '"' => is_quoted = !is_quoted,
                ';' if !is_quoted => cells.push(String::new()),
                _ => cells.last_mut().unwrap().push(c),
            }
        }
        cells
    }

    proptest! {
        #[test]
        fn cells_come_back_and_run_nothing(words in "\\PC*|[=+@\t;\"' -]{0,6}") {
            let table = csv(&["a", "b"], [[Cell::Text(&words), Cell::Number(1)]]);
            let row = table.split_once("\r\n").unwrap().1.strip_suffix("\r\n").unwrap();
            let cells = read(row);
            prop_assert_eq!(cells.len(), 2);
            prop_assert_eq!(cells[0].strip_prefix('\'').unwrap_or(&cells[0]), words.strip_prefix('\'').unwrap_or(&words));
            prop_assert!(!cells[0].trim_start().starts_with(['=', '+', '-', '@']));
        }
    }
}
