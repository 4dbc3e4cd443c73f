//! A line of a sheet, cut into cells.

use std::borrow::Cow;

/// What stands between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// One character.
    Char(char),
    /// Any number of blanks, as in an SMS or a pasted list.
    Blanks,
}

impl Separator {
    /// The separator of a whole sheet: a spreadsheet's tab, else a semicolon, else a comma between digits or quotes,
    /// else blanks.
    pub(super) fn of(text: &str) -> Self {
        let lines = || text.lines().filter(|line| !line.trim().is_empty());
        [
            ('\t', lines().any(|line| line.trim().contains('\t'))),
            (';', text.contains(';')),
            (',', lines().any(|line| !line.trim().contains(' ') && line.contains(','))),
        ]
        .into_iter()
        .find(|(_, is)| *is)
        .map_or(Self::Blanks, |(c, _)| Self::Char(c))
    }
}

/// The cells of a line without the blanks around them; quotes and doubled quotes as spreadsheets write them.
pub(super) fn split(line: &str, separator: Separator) -> Result<Vec<Cow<'_, str>>, ()> {
    let Separator::Char(separator) = separator else {
        return Ok(line.split_whitespace().map(Cow::Borrowed).collect());
    };
    if !line.contains('"') {
        return Ok(line.split(separator).map(|cell| Cow::Borrowed(cell.trim())).collect());
    }
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            _ if c == separator && !is_quoted => {
                cells.push(Cow::Owned(cell.trim().to_owned()));
                cell.clear();
            }
            _ => cell.push(c),
        }
    }
    if is_quoted {
        return Err(());
    }
    cells.push(Cow::Owned(cell.trim().to_owned()));
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_what_the_sheet_uses() {
        for (text, separator) in [
            ("67100000017\t10450\t4310", Separator::Char('\t')),
            ("Счёт; день, кВт·ч\n67100000017;10450", Separator::Char(';')),
            ("67100000017,10450,4310", Separator::Char(',')),
            ("account, value\n67100000017,10450", Separator::Char(',')),
            ("67100000017 10450 4310", Separator::Blanks),
            ("67100000017 10450,5", Separator::Blanks),
            ("", Separator::Blanks),
        ] {
            assert_eq!(Separator::of(text), separator, "{text:?}");
        }
    }

    #[test]
    fn quotes_hold_cells_together() {
        let cells = |line| split(line, Separator::Char(';')).map(|cells| cells.join("|"));
        assert_eq!(cells("a; b ;c"), Ok("a|b|c".to_owned()));
        assert_eq!(cells("\"a;b\";\"say \"\"c\"\"\";"), Ok("a;b|say \"c\"|".to_owned()));
        assert_eq!(cells("\"a;b"), Err(()));
        assert_eq!(split(" a  b\tc ", Separator::Blanks).unwrap().join("|"), "a|b|c");
    }
}
