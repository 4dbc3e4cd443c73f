//! Production calendar: which days people work, and how terms are counted on it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// One year of the calendar.
#[derive(Clone, Debug, Default)]
pub struct CalendarYear {
    /// Non-working days other than ordinary weekends, with transfers.
    pub holidays: BTreeSet<NaiveDate>,
    /// Public holidays proper (ТК РФ ст. 112): the days on which notices are not sent.
    pub public_holidays: BTreeSet<NaiveDate>,
    /// Saturdays and Sundays that are worked.
    pub working_weekends: BTreeSet<NaiveDate>,
}

/// The years that an operator has loaded.
#[derive(Clone, Debug, Default)]
pub struct ProductionCalendar {
    years: BTreeMap<i32, CalendarYear>,
}

/// A date falls into a year that is not loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the production calendar has no year {0}")]
pub struct OutsideCalendar(pub i32);

impl ProductionCalendar {
    /// From years.
    #[must_use]
    pub const fn new(years: BTreeMap<i32, CalendarYear>) -> Self {
        Self { years }
    }

    /// First and last loaded year.
    #[must_use]
    pub fn range(&self) -> Option<(i32, i32)> {
        Some((*self.years.first_key_value()?.0, *self.years.last_key_value()?.0))
    }

    /// Whether offices and clerks work on this day.
    ///
    /// # Errors
    /// [`OutsideCalendar`] when the year is not loaded.
    pub fn is_working_day(&self, date: NaiveDate) -> Result<bool, OutsideCalendar> {
        let year = self.year(date)?;
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        Ok(!year.holidays.contains(&date) && (!weekend || year.working_weekends.contains(&date)))
    }

    /// Whether the day is a public holiday proper.
    ///
    /// # Errors
    /// [`OutsideCalendar`] when the year is not loaded.
    pub fn is_public_holiday(&self, date: NaiveDate) -> Result<bool, OutsideCalendar> {
        Ok(self.year(date)?.public_holidays.contains(&date))
    }

    /// Whether nobody works on this day whatever the hours on the door say: a public holiday, or a day off that was moved
    /// here. An ordinary weekend is none: some offices are open on Saturdays.
    ///
    /// # Errors
    /// [`OutsideCalendar`] when the year is not loaded.
    pub fn is_day_off(&self, date: NaiveDate) -> Result<bool, OutsideCalendar> {
        let year = self.year(date)?;
        Ok(year.holidays.contains(&date) || year.public_holidays.contains(&date))
    }

    /// The n-th working day after `start`, which is not counted itself (ГК РФ ст. 191).
    ///
    /// # Errors
    /// [`OutsideCalendar`] when the count leaves the loaded years.
    pub fn add_working_days(&self, start: NaiveDate, n: u32) -> Result<NaiveDate, OutsideCalendar> {
        let mut date = start;
        let mut left = n;
        while left > 0 {
            date = next_day(date);
            if self.is_working_day(date)? {
                left -= 1;
            }
        }
        Ok(date)
    }

    /// The date itself when it is worked, else the next working day (ГК РФ ст. 193).
    ///
    /// # Errors
    /// [`OutsideCalendar`] when the search leaves the loaded years.
    pub fn shift_to_working(&self, date: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
        let mut date = date;
        while !self.is_working_day(date)? {
            date = next_day(date);
        }
        Ok(date)
    }

    fn year(&self, date: NaiveDate) -> Result<&CalendarYear, OutsideCalendar> {
        self.years.get(&date.year()).ok_or(OutsideCalendar(date.year()))
    }
}

fn next_day(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(texts: &[&str]) -> BTreeSet<NaiveDate> {
        texts.iter().map(|text| day(text)).collect()
    }

    /// The days that matter to the vectors, from `facts/domain.md` 1.
    fn calendar() -> ProductionCalendar {
        let year = |holidays: &[&str], working: &[&str]| CalendarYear {
            holidays: days(holidays),
            public_holidays: BTreeSet::new(),
            working_weekends: days(working),
        };
        ProductionCalendar::new(BTreeMap::from([
            (
                2024,
                year(
                    &["2024-04-29", "2024-04-30", "2024-05-01", "2024-12-30", "2024-12-31"],
                    &["2024-04-27", "2024-12-28"],
                ),
            ),
            (
                2025,
                year(
                    &[
                        "2025-01-01",
                        "2025-01-02",
                        "2025-01-03",
                        "2025-01-06",
                        "2025-01-07",
                        "2025-01-08",
                        "2025-11-03",
                        "2025-11-04",
                    ],
                    &["2025-11-01"],
                ),
            ),
            (2026, year(&["2026-05-01", "2026-05-11", "2026-11-04", "2026-12-31"], &[])),
            (
                2027,
                year(
                    &[
                        "2027-01-01",
                        "2027-01-04",
                        "2027-01-05",
                        "2027-01-06",
                        "2027-01-07",
                        "2027-01-08",
                        "2027-02-22",
                        "2027-02-23",
                        "2027-11-04",
                        "2027-11-05",
                    ],
                    &["2027-02-20"],
                ),
            ),
        ]))
    }

    #[test]
    fn counts_working_days() {
        for (start, n, due) in [
            ("2024-04-26", 3, "2024-05-03"),
            ("2024-12-27", 3, "2025-01-10"),
            ("2025-11-01", 3, "2025-11-07"),
            ("2026-04-30", 3, "2026-05-06"),
            ("2026-05-08", 3, "2026-05-14"),
            ("2026-05-08", 10, "2026-05-25"),
            ("2026-12-30", 3, "2027-01-13"),
            ("2026-12-30", 5, "2027-01-15"),
            ("2027-02-19", 3, "2027-02-25"),
            ("2027-11-03", 2, "2027-11-09"),
        ] {
            assert_eq!(calendar().add_working_days(day(start), n), Ok(day(due)), "{start} + {n}");
        }
    }

    #[test]
    fn shifts_a_due_date_to_a_working_day() {
        for (date, due) in
            [("2026-11-15", "2026-11-16"), ("2026-11-04", "2026-11-05"), ("2027-05-15", "2027-05-17")]
        {
            assert_eq!(calendar().shift_to_working(day(date)), Ok(day(due)));
        }
    }

    #[test]
    fn refuses_to_guess_an_unloaded_year() {
        assert_eq!(calendar().add_working_days(day("2027-12-30"), 3), Err(OutsideCalendar(2028)));
    }
}
