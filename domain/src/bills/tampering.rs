//! Since when tampering is charged.

use chrono::{Months, NaiveDate};

/// Most months that are charged when nobody knows when it began.
const MOST_MONTHS_BACK: u32 = 3;

/// The first day that is charged at ten norms (ПП РФ № 354, п. 62): the day on which it began, when that is known; else the
/// day of the last check, but not more than three months before it was found. Never after it was found.
#[must_use]
pub fn tampered_since(
    found_on: NaiveDate,
    began_on: Option<NaiveDate>,
    checked_on: Option<NaiveDate>,
) -> NaiveDate {
    let farthest = found_on.checked_sub_months(Months::new(MOST_MONTHS_BACK)).unwrap_or(found_on);
    let unknown = || checked_on.map_or(farthest, |checked| checked.max(farthest));
    began_on.unwrap_or_else(unknown).min(found_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_its_beginning_or_from_the_last_check() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        for (began, checked, since) in [
            (Some("2026-01-15"), Some("2026-10-01"), "2026-01-15"),
            (None, Some("2026-10-01"), "2026-10-01"),
            (None, Some("2026-01-01"), "2026-08-20"),
            (None, None, "2026-08-20"),
            (Some("2026-12-01"), None, "2026-11-20"),
        ] {
            let found = tampered_since(day("2026-11-20"), began.map(day), checked.map(day));
            assert_eq!(found, day(since), "{began:?} {checked:?}");
        }
    }
}
