//! Billing period: a calendar month, written `YYYY-MM`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar month between 2000-01 and 2099-12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: u16,
    month: u8,
}

/// The text is not `YYYY-MM` of this century.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a period of the form YYYY-MM")]
pub struct PeriodError;

impl Period {
    /// A month of this century.
    ///
    /// # Errors
    /// [`PeriodError`] outside 2000–2099 or 1–12.
    pub fn new(year: i32, month: u32) -> Result<Self, PeriodError> {
        match (u16::try_from(year), u8::try_from(month)) {
            (Ok(year @ 2000..=2099), Ok(month @ 1..=12)) => Ok(Self { year, month }),
            _ => Err(PeriodError),
        }
    }

    /// The month a date falls into. `None` outside this century.
    #[must_use]
    pub fn of(date: NaiveDate) -> Option<Self> {
        Self::new(date.year(), date.month()).ok()
    }

    /// Year, 2000–2099.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year as i32
    }

    /// Month, 1–12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.month as u32
    }

    /// A day of this month; days past its end give the last day.
    #[must_use]
    pub fn day(self, day: u32) -> NaiveDate {
        (1..=day.clamp(1, 31))
            .rev()
            .find_map(|d| NaiveDate::from_ymd_opt(self.year(), self.month(), d))
            .unwrap_or_default()
    }

    /// The month after; stays at 2099-12.
    #[must_use]
    pub const fn next(self) -> Self {
        match (self.year, self.month) {
            (2099, 12) => self,
            (year, 12) => Self { year: year + 1, month: 1 },
            (year, month) => Self { year, month: month + 1 },
        }
    }

    /// The month before; stays at 2000-01.
    #[must_use]
    pub const fn previous(self) -> Self {
        match (self.year, self.month) {
            (2000, 1) => self,
            (year, 1) => Self { year: year - 1, month: 12 },
            (year, month) => Self { year, month: month - 1 },
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Period {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let (year, month) = text.split_once('-').ok_or(PeriodError)?;
        if year.len() != 4 || month.len() != 2 || !text.bytes().all(|b| b == b'-' || b.is_ascii_digit()) {
            return Err(PeriodError);
        }
        Self::new(year.parse().map_err(|_| PeriodError)?, month.parse().map_err(|_| PeriodError)?)
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_only_its_own_form() {
        assert_eq!("2026-11".parse(), Period::new(2026, 11));
        for text in ["2026-13", "2026-00", "26-11", "2026-1", "1999-12", "2026/11", "2026-1a", "+026-11", ""]
        {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_follow_each_other_and_have_ends() {
        let december: Period = "2026-12".parse().unwrap();
        assert_eq!(december.next().to_string(), "2027-01");
        assert_eq!(december.next().previous(), december);
        let february: Period = "2026-02".parse().unwrap();
        assert_eq!(february.day(31), NaiveDate::from_ymd_opt(2026, 2, 28).unwrap());
    }
}
