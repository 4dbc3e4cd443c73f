//! The production calendar file, and the checks that catch a mistyped day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use svetlitsa_domain::calendar::{CalendarYear, ProductionCalendar};

use crate::data::DataSource;
use crate::data::error::{DataError, parse_json, read_text};

const FILE: &str = "calendar/production-calendar.json";

/// A year as written; sums, short days and sources are there for people and for the checks.
#[derive(Deserialize)]
struct RawYear {
    holidays: BTreeSet<NaiveDate>,
    public_holidays: BTreeSet<NaiveDate>,
    working_weekends: BTreeSet<NaiveDate>,
    working_days_by_month: Vec<u32>,
}

/// Reads the calendar.
pub(super) fn load(source: &dyn DataSource) -> Result<ProductionCalendar, DataError> {
    parse(&read_text(source, FILE)?)
}

fn parse(text: &str) -> Result<ProductionCalendar, DataError> {
    let raw: BTreeMap<String, RawYear> = parse_json(FILE, text)?;
    let (mut years, mut sums) = (BTreeMap::new(), Vec::new());
    for (key, year) in raw {
        let number: i32 =
            key.parse().map_err(|_| DataError::at(FILE, &key, "a year is written as four digits"))?;
        check_year(&key, number, &year)?;
        let RawYear { holidays, public_holidays, working_weekends, working_days_by_month } = year;
        sums.push((number, working_days_by_month));
        years.insert(number, CalendarYear { holidays, public_holidays, working_weekends });
    }
    let (Some((first, _)), Some((last, _))) = (years.first_key_value(), years.last_key_value()) else {
        return Err(DataError::at(FILE, "", "there is no year in the calendar"));
    };
    if let Some(missing) = (*first..=*last).find(|year| !years.contains_key(year)) {
        return Err(DataError::at(FILE, &missing.to_string(), "the year is missing between two others"));
    }
    let calendar = ProductionCalendar::new(years);
    for (year, expected) in sums {
        check_sums(year, &expected, &calendar)?;
    }
    Ok(calendar)
}

fn check_year(key: &str, number: i32, year: &RawYear) -> Result<(), DataError> {
    for (list, days) in [
        ("holidays", &year.holidays),
        ("public_holidays", &year.public_holidays),
        ("working_weekends", &year.working_weekends),
    ] {
        if let Some(day) = days.iter().find(|day| day.year() != number) {
            return Err(DataError::at(FILE, &format!("{key}.{list}"), format!("{day} is of another year")));
        }
    }
    if let Some(day) = year.public_holidays.difference(&year.holidays).next() {
        let problem = format!("the public holiday {day} is not among the holidays");
        return Err(DataError::at(FILE, &format!("{key}.holidays"), problem));
    }
    let is_weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    if let Some(day) = year.working_weekends.iter().find(|day| !is_weekend(day)) {
        let problem = format!("{day} is neither a Saturday nor a Sunday");
        return Err(DataError::at(FILE, &format!("{key}.working_weekends"), problem));
    }
    Ok(())
}

/// Compares with the published sums of working days: a day too many or too few cannot pass unseen.
fn check_sums(year: i32, expected: &[u32], calendar: &ProductionCalendar) -> Result<(), DataError> {
    let key = format!("{year}.working_days_by_month");
    if expected.len() != 12 {
        return Err(DataError::at(FILE, &key, "there must be a sum for each of the twelve months"));
    }
    for (month, expected) in (1..).zip(expected) {
        let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
        let counted = first
            .iter_days()
            .take_while(|day| day.month() == month)
            .filter(|day| calendar.is_working_day(*day).unwrap_or(false))
            .count();
        if u32::try_from(counted) != Ok(*expected) {
            let problem = format!("month {month} has {counted} working days by the lists, not {expected}");
            return Err(DataError::at(FILE, &key, problem));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../data/calendar/production-calendar.json");

    fn refuse(from: &str, to: &str) -> String {
        assert!(SHIPPED.contains(from), "{from}");
        parse(&SHIPPED.replacen(from, to, 1)).unwrap_err().to_string()
    }

    #[test]
    fn the_shipped_years_are_there() {
        assert_eq!(parse(SHIPPED).unwrap().range(), Some((2024, 2027)));
    }

    #[test]
    fn mistyped_days_are_refused() {
        for (from, to, sentence) in [
            ("2024-01-02", "2025-01-02", "2024.holidays: 2025-01-02 is of another year"),
            ("\"2024-01-02\"", "\"2024-13-02\"", "line 5: input is out of range"),
            ("\"2024-04-27\"", "\"2024-04-26\"", "2024.working_weekends: 2024-04-26 is neither a Saturday"),
            (
                "\"2024-04-29\",",
                "",
                "2024.working_days_by_month: month 4 has 22 working days by the lists, not 21",
            ),
            ("\"2025\": {", "\"2023\": {", "2023.holidays: 2025-01-01 is of another year"),
            ("\"2024-11-04\"", "\"2024-11-05\"", "2024.holidays: the public holiday 2024-11-04 is not among"),
            ("\"2024\": {", "\"MMXXIV\": {", "MMXXIV: a year is written as four digits"),
        ] {
            let error = refuse(from, to);
            assert!(error.contains(sentence), "{error}");
        }
        assert!(parse("{}").unwrap_err().to_string().contains("there is no year in the calendar"));
    }
}
