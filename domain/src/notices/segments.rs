//! What fits into a text message: the alphabet decides how many characters a part carries (3GPP TS 23.038).

/// Longest text message, characters (`seeds/002` ch. 5 s. 6).
pub const LONGEST_SMS: usize = 160;

/// Characters of the seven-bit alphabet beyond letters, digits and what is listed with them.
const GSM: &str = "@\u{a3}$\u{a5}\u{e8}\u{e9}\u{f9}\u{ec}\u{f2}\u{c7}\n\u{d8}\u{f8}\r\u{c5}\u{e5}\u{394}_\u{3a6}\u{393}\u{39b}\
    \u{3a9}\u{3a0}\u{3a8}\u{3a3}\u{398}\u{39e}\u{c6}\u{e6}\u{df}\u{c9} !\"#\u{a4}%&'()*+,-./:;<=>?\u{a1}\u{c4}\u{d6}\u{d1}\u{dc}\
    \u{a7}\u{bf}\u{e4}\u{f6}\u{f1}\u{fc}\u{e0}";
/// Those that take two places.
const GSM_EXTENDED: &str = "\u{c}^{}\\[~]|\u{20ac}";

/// How a message is written on the air.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Seven bits a character: 160 in one part, 153 in each of several.
    Gsm7,
    /// Sixteen bits: 70 in one part, 67 in each of several. One character beyond the seven-bit alphabet is enough.
    Ucs2,
}

/// What a text costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segments {
    /// How it is written.
    pub alphabet: Alphabet,
    /// Places taken.
    pub units: usize,
    /// Parts sent, and paid for.
    pub count: usize,
}

/// What a text costs as a message; an empty one costs nothing.
#[must_use]
pub fn segments(text: &str) -> Segments {
    let (alphabet, units, one, several) = match gsm_units(text) {
        Some(units) => (Alphabet::Gsm7, units, 160, 153),
        None => (Alphabet::Ucs2, text.encode_utf16().count(), 70, 67),
    };
    let count = match units {
        0 => 0,
        units if units <= one => 1,
        units => units.div_ceil(several),
    };
    Segments { alphabet, units, count }
}

fn gsm_units(text: &str) -> Option<usize> {
    text.chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || GSM.contains(c) => Some(1),
            c if GSM_EXTENDED.contains(c) => Some(2),
            _ => None,
        })
        .sum()
}

/// Of several ways to say the same, the one that takes the fewest parts; the first of equals. `None` when each is longer
/// than [`LONGEST_SMS`].
#[must_use]
pub fn fit<'a>(variants: &[&'a str]) -> Option<(&'a str, Segments)> {
    variants
        .iter()
        .filter(|text| !text.is_empty() && text.chars().count() <= LONGEST_SMS)
        .map(|text| (*text, segments(text)))
        .min_by_key(|(_, segments)| segments.count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_are_counted_as_operators_do() {
        // `facts/domain.md` 10.
        for (length, count) in [(0, 0), (70, 1), (71, 2), (134, 2), (135, 3), (160, 3)] {
            assert_eq!(segments(&"\u{44f}".repeat(length)).count, count, "{length}");
        }
        for (length, count) in [(160, 1), (161, 2), (306, 2), (307, 3)] {
            assert_eq!(segments(&"a".repeat(length)).count, count, "{length}");
        }
    }

    #[test]
    fn one_foreign_character_makes_the_whole_text_dear() {
        let latin = "x".repeat(100);
        assert_eq!(segments(&latin).alphabet, Alphabet::Gsm7);
        for foreign in ['\u{451}', '\u{2116}', '\u{20bd}', '\u{ab}', '\u{1f600}'] {
            assert_eq!(segments(&format!("{latin}{foreign}")).count, 2, "{foreign}");
        }
        assert_eq!(segments("{\u{20ac}}").units, 6);
        assert_eq!(segments("\u{1f600}").units, 2);
    }

    #[test]
    fn the_shortest_in_parts_is_taken() {
        let (long, short) = ("\u{44f}".repeat(71), "\u{44f}".repeat(70));
        assert_eq!(fit(&[&long, &short]).unwrap().0, short);
        assert_eq!(fit(&[&short, &"a".repeat(10)]).unwrap().0, short, "the first of equals");
        assert_eq!(fit(&[&"a".repeat(161)]), None);
        assert_eq!(fit(&[""]), None);
    }

    proptest! {
        #[test]
        fn parts_carry_what_is_in_them(text in "\\PC{0,400}") {
            let Segments { alphabet, units, count } = segments(&text);
            let several = if alphabet == Alphabet::Gsm7 { 153 } else { 67 };
            let one = if alphabet == Alphabet::Gsm7 { 160 } else { 70 };
            prop_assert_eq!(count == 0, text.is_empty());
            prop_assert!(units <= one.max(count * several));
            prop_assert!(count <= 1 || units > (count - 1) * several);
        }
    }
}
