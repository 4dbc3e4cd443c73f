//! A bar code scanner types what it reads, fast, and presses Enter. Codes of bills begin with `ST0001`
//! (GOST R 56042), and no field of the terminal takes an `S`: from that letter on the keys are the scanner's.

/// How every bill's code begins.
const BEGINNING: &str = "ST0001";
/// The longest code that is listened to; a QR of a bill holds some 1,000 characters.
const LONGEST: usize = 3_000;
/// Milliseconds between two keys after which nobody is scanning any more.
const PAUSE_MS: i64 = 500;

/// What a key meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// Nothing here: the key is the visitor's.
    Nothing,
    /// Part of a code: nobody else gets the key.
    Swallowed,
    /// The end of a code.
    Code(String),
}

/// The scanner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scanner {
    code: String,
    heard_at: i64,
}

impl Scanner {
    /// Hears a key; `is_wanted` tells whether a code would be of use now.
    pub(super) fn hear(&mut self, key: &str, at_ms: i64, is_wanted: bool) -> Heard {
        if at_ms - self.heard_at > PAUSE_MS {
            self.code.clear();
        }
        self.heard_at = at_ms;
        if self.code.is_empty() && !(is_wanted && key == "S") {
            return Heard::Nothing;
        }
        match key {
            "Enter" => {
                let code = std::mem::take(&mut self.code);
                if code.starts_with(BEGINNING) { Heard::Code(code) } else { Heard::Swallowed }
            }
            // Shift and its like come between the letters.
            key if key.chars().count() > 1 => Heard::Swallowed,
            key => {
                self.code.push_str(key);
                let is_bill = if self.code.len() < BEGINNING.len() {
                    BEGINNING.starts_with(&self.code)
                } else {
                    self.code.starts_with(BEGINNING)
                };
                if !is_bill || self.code.len() > LONGEST {
                    self.code.clear();
                }
                Heard::Swallowed
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hear(scanner: &mut Scanner, keys: &[&str], is_wanted: bool) -> Vec<Heard> {
        keys.iter().map(|key| scanner.hear(key, 10_000, is_wanted)).collect()
    }

    fn letters(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    #[test]
    fn a_bill_is_read_to_the_end() {
        let text = "ST00012|Name=АО «Пример»|PersAcc=67100000017";
        let mut scanner = Scanner::default();
        for key in letters(text) {
            assert_eq!(hear(&mut scanner, &["Shift", &key], true)[1], Heard::Swallowed);
        }
        assert_eq!(hear(&mut scanner, &["Enter"], true), [Heard::Code(text.to_owned())]);
        assert_eq!(hear(&mut scanner, &["1"], true), [Heard::Nothing], "the next key is the visitor's");
    }

    #[test]
    fn what_is_typed_by_hand_is_not_touched() {
        let mut scanner = Scanner::default();
        assert_eq!(hear(&mut scanner, &["6", "7", "Enter", "А", "/"], true), vec![Heard::Nothing; 5]);
        assert_eq!(scanner, Scanner { heard_at: 10_000, ..Scanner::default() });
    }

    #[test]
    fn other_codes_are_let_go() {
        let mut scanner = Scanner::default();
        assert_eq!(hear(&mut scanner, &["S", "4"], true), [Heard::Swallowed, Heard::Swallowed]);
        assert_eq!(hear(&mut scanner, &["4"], true), [Heard::Nothing]);
    }

    #[test]
    fn a_code_that_stops_half_way_is_forgotten() {
        let mut scanner = Scanner::default();
        hear(&mut scanner, &["S", "T", "0"], true);
        assert_eq!(scanner.hear("5", 11_000, true), Heard::Nothing);
    }

    #[test]
    fn nothing_is_listened_to_where_no_code_is_of_use() {
        let mut scanner = Scanner::default();
        assert_eq!(hear(&mut scanner, &["S", "T"], false), [Heard::Nothing, Heard::Nothing]);
    }

    #[test]
    fn an_endless_code_is_let_go() {
        let mut scanner = Scanner::default();
        hear(&mut scanner, &["S", "T", "0", "0", "0", "1"], true);
        for _ in 0..LONGEST {
            scanner.hear("x", 10_000, true);
        }
        assert_eq!(scanner.code, "");
    }
}
