//! A slip of a receipt printer: lines of 48 or 32 columns, every character of which the printer's page has.
//!
//! A printer prints what its page lacks as rubbish and says nothing, so nothing leaves here that the page lacks.

use encoding_rs::IBM866;

/// How wide the paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaperWidth {
    /// Paper of 80 mm.
    Wide,
    /// Paper of 58 mm.
    Narrow,
}

impl PaperWidth {
    /// Every width.
    pub const ALL: [Self; 2] = [Self::Wide, Self::Narrow];

    /// Characters of a line.
    #[must_use]
    pub const fn columns(self) -> usize {
        match self {
            Self::Wide => 48,
            Self::Narrow => 32,
        }
    }

    /// The width of so many columns.
    #[must_use]
    pub fn of_columns(columns: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|width| width.columns() == columns)
    }
}

/// What the page lacks, and how it is written instead. Whatever is neither here nor on the page becomes a question mark.
const INSTEAD: [(char, &str); 26] = [
    ('\u{a0}', " "),
    ('\u{2009}', " "),
    ('\u{202f}', " "),
    ('\u{ad}', ""),
    ('\u{ab}', "\""),
    ('\u{bb}', "\""),
    ('\u{201e}', "\""),
    ('\u{201c}', "\""),
    ('\u{201d}', "\""),
    ('\u{2018}', "'"),
    ('\u{2019}', "'"),
    ('\u{2010}', "-"),
    ('\u{2011}', "-"),
    ('\u{2012}', "-"),
    ('\u{2013}', "-"),
    ('\u{2014}', "-"),
    ('\u{2212}', "-"),
    ('\u{2026}', "..."),
    ('\u{2022}', "*"),
    ('\u{d7}', "x"),
    ('\u{b2}', "2"),
    ('\u{b3}', "3"),
    ('\u{2264}', "<="),
    ('\u{2265}', ">="),
    ('\u{2192}', "->"),
    ('\u{20bd}', "\u{440}\u{443}\u{431}."),
];

/// A text with every character on the printer's page.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        match INSTEAD.iter().find(|(lacking, _)| *lacking == character) {
            Some((_, instead)) => printable.push_str(instead),
            None if character.is_control() => printable.push(' '),
            None if encode(character.encode_utf8(&mut [0; 4])).is_some() => printable.push(character),
            None => printable.push('?'),
        }
    }
    printable
}

/// The bytes for the printer; `None` when its page lacks a character.
#[must_use]
pub fn encode(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, is_lossy) = IBM866.encode(text);
    (!is_lossy).then(|| bytes.into_owned())
}

/// A slip, line by line.
#[derive(Clone, Debug)]
pub struct Slip {
    width: PaperWidth,
    lines: Vec<String>,
}

impl Slip {
    /// An empty slip.
    #[must_use]
    pub const fn new(width: PaperWidth) -> Self {
        Self { width, lines: Vec::new() }
    }

    /// In the middle, on as many lines as it takes.
    pub fn centred(&mut self, text: &str) {
        let columns = self.width.columns();
        for line in wrapped(&printable(text), columns) {
            let before = (columns - count(&line)) / 2;
            self.lines.push(format!("{}{line}", " ".repeat(before)));
        }
    }

    /// From the left, on as many lines as it takes.
    pub fn text(&mut self, text: &str) {
        self.lines.extend(wrapped(&printable(text), self.width.columns()));
    }

    /// A name and its value, on one line when it is wide enough; else the value follows below, to the right.
    pub fn pair(&mut self, name: &str, value: &str) {
        let (columns, name, value) = (self.width.columns(), printable(name), printable(value));
        let taken = count(&name) + count(&value);
        if taken + 2 <= columns {
            self.lines.push(format!("{name}{}{value}", " ".repeat(columns - taken)));
            return;
        }
        self.lines.extend(wrapped(&name, columns));
        for line in wrapped(&value, columns) {
            self.lines.push(format!("{}{line}", " ".repeat(columns - count(&line))));
        }
    }

    /// From edge to edge.
    pub fn rule(&mut self, of: char) {
        let of = if of.is_ascii_graphic() { of } else { '-' };
        self.lines.push(of.to_string().repeat(self.width.columns()));
    }

    /// Nothing on a line.
    pub fn gap(&mut self) {
        self.lines.push(String::new());
    }

    /// The whole slip; each line ends, the last one too.
    #[must_use]
    pub fn into_text(self) -> String {
        let mut text = self.lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n");
        text.push('\n');
        text
    }
}

fn count(text: &str) -> usize {
    text.chars().count()
}

/// Lines of at most so many characters, broken between words, and within one that is longer than a line.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        if !line.is_empty() && count(&line) + 1 + word.len() > columns {
            lines.push(std::mem::take(&mut line));
        }
        while word.len() > columns {
            lines.push(word.drain(..columns).collect());
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_the_page_lacks_is_written_another_way() {
        for (text, printed) in [
            ("1\u{a0}840,55\u{202f}₽", "1 840,55 руб."),
            ("АО «АтомЭнергоСбыт» — “Ёж”", "АО \"АтомЭнергоСбыт\" - \"Ёж\""),
            ("Mir •••• 4242 №5", "Mir **** 4242 №5"),
            ("м³ ≤ 5 …\r\n\tdas Straße 電", "м3 <= 5 ...   das Stra?e ?"),
        ] {
            assert_eq!(printable(text), printed);
        }
        assert_eq!(encode("№ Ё"), Some(vec![0xFC, b' ', 0xF0]));
        assert_eq!(encode("₽"), None);
    }

    #[test]
    fn a_name_and_its_value_stand_apart() {
        let mut slip = Slip::new(PaperWidth::Narrow);
        slip.rule('=');
        slip.pair("Сумма", "1 840,55 руб.");
        slip.pair("Номер операции", "B0000000000000000000000000000001");
        slip.gap();
        slip.centred("КОПИЯ");
        assert_eq!(
            slip.into_text(),
            "================================\n\
             Сумма              1 840,55 руб.\n\
             Номер операции\n\
             B0000000000000000000000000000001\n\
             \n             КОПИЯ\n"
        );
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_every_character_is_on_the_page(name in ".{0,60}", value in ".{0,200}") {
            for width in PaperWidth::ALL {
                let mut slip = Slip::new(width);
                slip.pair(&name, &value);
                slip.centred(&value);
                slip.text(&name);
                let text = slip.into_text();
                prop_assert!(text.lines().all(|line| count(line) <= width.columns()), "{text}");
                prop_assert!(encode(&text).is_some());
            }
        }
    }
}
