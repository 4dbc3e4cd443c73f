//! An amount of use as people type it.

use rust_decimal::Decimal;

/// Most digits before the comma.
const MOST_WHOLE: usize = 6;
/// Most digits behind it: litres of hot water.
const MOST_FRACTION: usize = 3;

/// What is wrong with a typed amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VolumeProblem {
    /// Nothing was typed.
    #[error("nothing")]
    Empty,
    /// Not a number, or below zero.
    #[error("not a number")]
    NotANumber,
    /// More than three digits behind the comma.
    #[error("too precise")]
    TooPrecise,
    /// More than any household uses.
    #[error("too large")]
    TooLarge,
}

/// Reads an amount of use: a comma or a point, spaces between groups, nothing below zero.
///
/// # Errors
/// [`VolumeProblem`].
pub fn parse_volume(text: &str) -> Result<Decimal, VolumeProblem> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if bare.is_empty() {
        return Err(VolumeProblem::Empty);
    }
    let (whole, fraction) = bare.split_once([',', '.']).unwrap_or((&bare, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return Err(VolumeProblem::NotANumber);
    }
    if fraction.len() > MOST_FRACTION {
        return Err(VolumeProblem::TooPrecise);
    }
    if whole.trim_start_matches('0').len() > MOST_WHOLE {
        return Err(VolumeProblem::TooLarge);
    }
    let decimal = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    decimal.parse().map(|value: Decimal| value.normalize()).map_err(|_| VolumeProblem::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (text, value) in [
            ("245", "245"),
            (" 1 245,5 ", "1245.5"),
            ("3.125", "3.125"),
            ("0", "0"),
            ("007", "7"),
            ("5,", "5"),
        ] {
            assert_eq!(parse_volume(text), Ok(value.parse().unwrap()), "{text}");
        }
        for (text, problem) in [
            ("", VolumeProblem::Empty),
            ("  ", VolumeProblem::Empty),
            ("abc", VolumeProblem::NotANumber),
            ("-5", VolumeProblem::NotANumber),
            ("1e5", VolumeProblem::NotANumber),
            (",5", VolumeProblem::NotANumber),
            ("1,2,3", VolumeProblem::NotANumber),
            ("1.2345", VolumeProblem::TooPrecise),
            ("1000000", VolumeProblem::TooLarge),
            ("99999999999999999999999999999999", VolumeProblem::TooLarge),
        ] {
            assert_eq!(parse_volume(text), Err(problem), "{text}");
        }
    }
}
