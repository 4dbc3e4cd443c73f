//! A run of days, both ends counted.

use chrono::{Days, NaiveDate};

use crate::Period;

/// From one day to another, both counted: at least one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaySpan {
    first: NaiveDate,
    last: NaiveDate,
}

impl DaySpan {
    /// `None` when the last day is before the first.
    #[must_use]
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// One day.
    #[must_use]
    pub const fn of_day(day: NaiveDate) -> Self {
        Self { first: day, last: day }
    }

    /// A calendar month.
    #[must_use]
    pub fn of_period(period: Period) -> Self {
        Self { first: period.day(1), last: period.day(31) }
    }

    /// The first day.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    #[must_use]
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// How many days, 1 or more.
    #[must_use]
    pub fn days(self) -> u32 {
        u32::try_from(self.last.signed_duration_since(self.first).num_days()).map_or(u32::MAX, |n| n + 1)
    }

    /// Days of both; `None` when they share none.
    #[must_use]
    pub fn shared_with(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// The days of this one from `day` on; `None` when there are none.
    #[must_use]
    pub fn from_day(self, day: NaiveDate) -> Option<Self> {
        Self::new(self.first.max(day), self.last)
    }
}

/// The day after; stays at the end of the calendar.
#[must_use]
pub(crate) fn day_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// The day before; stays at the beginning of the calendar.
#[must_use]
pub(crate) fn day_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: &str, last: &str) -> Option<DaySpan> {
        DaySpan::new(first.parse().unwrap(), last.parse().unwrap())
    }

    #[test]
    fn both_ends_count() {
        assert_eq!(span("2026-09-21", "2026-09-30").unwrap().days(), 10);
        assert_eq!(span("2026-09-21", "2026-09-20"), None);
        assert_eq!(DaySpan::of_period("2028-02".parse().unwrap()).days(), 29);
        let (a, b) = (span("2026-09-01", "2026-09-20").unwrap(), span("2026-09-20", "2026-10-01").unwrap());
        assert_eq!(a.shared_with(b), span("2026-09-20", "2026-09-20"));
        assert_eq!(a.from_day("2026-09-21".parse().unwrap()), None);
    }
}
