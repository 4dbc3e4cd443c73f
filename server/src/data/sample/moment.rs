//! Moments of the sample world: recent ones are counted back from the clock, historical ones never move.

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use svetlitsa_domain::Period;

use crate::data::values::{Day, TimeOfDay};

/// A day and a time of day in the branch's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawMoment")]
pub struct Moment {
    day: DayOf,
    time: NaiveTime,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DayOf {
    DaysAgo(u32),
    Month { months_ago: u32, day: u8 },
    Date(NaiveDate),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMoment {
    days_ago: Option<u32>,
    months_ago: Option<u32>,
    day: Option<u8>,
    date: Option<Day>,
    time: Option<TimeOfDay>,
}

impl TryFrom<RawMoment> for Moment {
    type Error = String;

    fn try_from(raw: RawMoment) -> Result<Self, String> {
        let RawMoment { days_ago, months_ago, day, date, time } = raw;
        let day = match (days_ago, months_ago, day, date) {
            (Some(days), None, None, None) => DayOf::DaysAgo(days),
            (None, Some(months_ago), Some(day @ 1..=28), None) => DayOf::Month { months_ago, day },
            (None, None, None, Some(Day(date))) => DayOf::Date(date),
            _ => {
                let forms = "days_ago, or months_ago with a day of 1 to 28, or a date";
                return Err(format!("a moment is told by {forms}, and by one of them only"));
            }
        };
        Ok(Self { day, time: time.map_or(NOON, |TimeOfDay(time)| time) })
    }
}

/// Where no time is told.
const NOON: NaiveTime = match NaiveTime::from_hms_opt(12, 0, 0) {
    Some(noon) => noon,
    None => NaiveTime::MIN,
};

impl Moment {
    /// A day of a month before the one of today, with a time.
    #[must_use]
    pub const fn in_month(months_ago: u32, day: u8, time: NaiveTime) -> Self {
        Self { day: DayOf::Month { months_ago, day }, time }
    }

    /// The day, never after today: a world in which something happens tomorrow already is no world.
    #[must_use]
    pub fn date(self, today: NaiveDate) -> NaiveDate {
        let date = match self.day {
            DayOf::DaysAgo(days) => today.checked_sub_days(Days::new(days.into())).unwrap_or(today),
            DayOf::Month { months_ago, day } => {
                let month = today.checked_sub_months(Months::new(months_ago)).unwrap_or(today);
                Period::of(month).map_or(month, |period| period.day(day.into()))
            }
            DayOf::Date(date) => date,
        };
        date.min(today)
    }

    /// The instant, never after now.
    #[must_use]
    pub fn at(self, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let today = now.with_timezone(&zone).date_naive();
        let local = self.date(today).and_time(self.time);
        zone.from_local_datetime(&local).earliest().map_or(now, |moment| moment.with_timezone(&Utc)).min(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        #[derive(Deserialize)]
        struct Line {
            at: Moment,
        }
        toml::from_str::<Line>(&format!("at = {text}")).unwrap().at
    }

    #[test]
    fn counts_back_from_the_clock_and_never_ahead_of_it() {
        let now: DateTime<Utc> = "2026-11-20T07:00:00Z".parse().unwrap();
        for (text, zone, expected) in [
            ("{ days_ago = 1, time = \"18:20\" }", chrono_tz::Europe::Moscow, "2026-11-19T15:20:00Z"),
            ("{ days_ago = 1, time = \"18:20\" }", chrono_tz::Europe::Samara, "2026-11-19T14:20:00Z"),
            ("{ months_ago = 1, day = 20 }", chrono_tz::Europe::Moscow, "2026-10-20T09:00:00Z"),
            ("{ months_ago = 0, day = 3 }", chrono_tz::Europe::Moscow, "2026-11-03T09:00:00Z"),
            ("{ months_ago = 11, day = 1 }", chrono_tz::Europe::Moscow, "2025-12-01T09:00:00Z"),
            ("{ months_ago = 0, day = 28 }", chrono_tz::Europe::Moscow, "2026-11-20T07:00:00Z"),
            ("{ date = 2020-09-14 }", chrono_tz::Europe::Moscow, "2020-09-14T09:00:00Z"),
        ] {
            assert_eq!(moment(text).at(now, zone), expected.parse::<DateTime<Utc>>().unwrap(), "{text}");
        }
    }

    #[test]
    fn a_month_back_from_its_last_days_is_the_month_before() {
        let march: NaiveDate = "2027-03-31".parse().unwrap();
        assert_eq!(moment("{ months_ago = 1, day = 20 }").date(march).to_string(), "2027-02-20");
    }

    #[test]
    fn a_moment_is_told_in_one_way() {
        for text in [
            "{ days_ago = 1, day = 3 }",
            "{ months_ago = 1 }",
            "{ months_ago = 1, day = 29 }",
            "{ date = 2020-09-14, days_ago = 2 }",
            "{ time = \"10:00\" }",
        ] {
            #[derive(Debug, Deserialize)]
            struct Line {
                #[serde(rename = "at")]
                _at: Moment,
            }
            let error = toml::from_str::<Line>(&format!("at = {text}")).unwrap_err();
            assert!(error.message().starts_with("a moment is told by days_ago"), "{text}");
        }
    }
}
