//! Sums and instants as a person reads them.

use chrono::{Duration, FixedOffset};

use crate::amount::Kopecks;
use crate::clock::Moment;
use crate::words::Words;

const NO_BREAK: char = '\u{a0}';
const ROUBLE: char = '\u{20bd}';

/// A sum: `1 234,56 ₽` in Russian, `1,234.56 ₽` in English.
pub(super) fn sum(words: &Words, sum: Kopecks) -> String {
    let (thousands, point) = if words.lang == "en" { (',', '.') } else { (NO_BREAK, ',') };
    let roubles = (sum.0 / 100).to_string();
    let mut text = String::new();
    for (place, digit) in roubles.char_indices() {
        if place > 0 && (roubles.len() - place).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    format!("{text}{point}{:02}{NO_BREAK}{ROUBLE}", sum.0 % 100)
}

/// An instant in the capital's time, to the second.
pub(super) fn time(words: &Words, moment: Moment) -> String {
    let moscow = FixedOffset::east_opt(3 * 3600).map(|zone| moment.with_timezone(&zone).naive_local());
    let local = moscow.unwrap_or_else(|| moment.naive_utc() + Duration::hours(3));
    format!("{} {}", local.format("%d.%m.%Y %H:%M:%S"), words.common.moscow)
}

#[cfg(test)]
mod tests {
    use super::{sum, time};
    use crate::amount::Kopecks;
    use crate::words::Words;

    #[test]
    fn sums_are_grouped_by_thousands() {
        let (russian, english) = (Words::russian(), Words::english());
        for (kopecks, in_russian, in_english) in [
            (1, "0,01 ₽", "0.01 ₽"),
            (99_999, "999,99 ₽", "999.99 ₽"),
            (123_456, "1 234,56 ₽", "1,234.56 ₽"),
            (70_000_000, "700 000,00 ₽", "700,000.00 ₽"),
        ] {
            assert_eq!(sum(russian, Kopecks(kopecks)).replace('\u{a0}', " "), in_russian);
            assert_eq!(sum(english, Kopecks(kopecks)).replace('\u{a0}', " "), in_english);
        }
    }

    #[test]
    fn instants_are_in_moscow_time() {
        let moment = "2026-11-20T21:30:05.999Z".parse().unwrap();
        assert_eq!(time(Words::russian(), moment), "21.11.2026 00:30:05 МСК");
    }
}
