//! Long numbers, as one reads them aloud.

/// Digits in groups of four, as one reads a long number aloud.
pub(crate) fn grouped(digits: &str) -> String {
    in_groups(digits, &[], 4)
}

/// A telephone as it is dialled: `8 915 123 45 67`, or without the eight.
pub(crate) fn dialled(digits: &str) -> String {
    let has_prefix = digits.starts_with(['7', '8']);
    in_groups(digits, if has_prefix { &[1, 3, 3, 2] } else { &[3, 3, 2] }, 2)
}

/// Digits in groups, the first ones as long as said, the others of one length.
fn in_groups(digits: &str, first: &[usize], then: usize) -> String {
    let mut shown = String::with_capacity(digits.len() * 2);
    let (mut group, mut left) = (0, first.first().copied().unwrap_or(then));
    for digit in digits.chars() {
        if left == 0 {
            shown.push('\u{2009}');
            group += 1;
            left = first.get(group).copied().unwrap_or(then);
        }
        shown.push(digit);
        left -= 1;
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

    #[test]
    fn telephones_stand_as_one_dials_them() {
        let plain = |digits| dialled(digits).replace('\u{2009}', " ");
        assert_eq!(plain("89151234567"), "8 915 123 45 67");
        assert_eq!(plain("9151234567"), "915 123 45 67");
        assert_eq!((plain("8"), plain("")), ("8".to_owned(), String::new()));
    }
}
