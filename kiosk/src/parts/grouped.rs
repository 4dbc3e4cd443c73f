//! Long numbers, as one reads them aloud.

/// Digits in groups of four, as one reads a long number aloud.
pub(crate) fn grouped(digits: &str) -> String {
    let mut shown = String::with_capacity(digits.len() * 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            shown.push('\u{2009}');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_stand_in_groups() {
        assert_eq!(grouped("67100000017"), "6710\u{2009}0000\u{2009}017");
        assert_eq!(grouped("6710"), "6710");
        assert_eq!(grouped(""), "");
    }
}
