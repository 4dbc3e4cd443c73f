//! Hours in which people may be disturbed.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

use crate::calendar::{OutsideCalendar, ProductionCalendar};

/// Hours of a day in the branch's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendingHours {
    from: NaiveTime,
    until: NaiveTime,
}

impl SendingHours {
    /// From one time of the day to another; `None` when nothing lies between them.
    #[must_use]
    pub fn new(from: NaiveTime, until: NaiveTime) -> Option<Self> {
        (from < until).then_some(Self { from, until })
    }

    /// Ten in the morning to nine in the evening (`seeds/002` ch. 5 s. 6).
    #[must_use]
    pub fn standard() -> Self {
        let hour = |hour: i64| NaiveTime::MIN + TimeDelta::hours(hour);
        Self { from: hour(10), until: hour(21) }
    }
}

/// The earliest moment, not before `now`, at which a notice may leave: inside the hours and on no public holiday. Both in
/// the branch's time. A day off that was only transferred is no public holiday.
///
/// # Errors
/// [`OutsideCalendar`] when the search leaves the loaded years.
pub fn may_leave(
    now: NaiveDateTime,
    hours: SendingHours,
    calendar: &ProductionCalendar,
) -> Result<NaiveDateTime, OutsideCalendar> {
    let mut date = now.date();
    if now.time() >= hours.until {
        date = date.succ_opt().unwrap_or(date);
    }
    while calendar.is_public_holiday(date)? {
        date = date.succ_opt().unwrap_or(date);
    }
    let opens = date.and_time(hours.from);
    Ok(opens.max(now))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use chrono::{Datelike, NaiveDate};
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::CalendarYear;

    fn calendar() -> ProductionCalendar {
        let year = |number: i32| {
            let january = (1..=8).filter_map(|day| NaiveDate::from_ymd_opt(number, 1, day));
            let november = NaiveDate::from_ymd_opt(number, 11, 4);
            let public_holidays: BTreeSet<_> = january.chain(november).collect();
            let mut holidays = public_holidays.clone();
            // Transferred, and no public holiday.
            holidays.extend(NaiveDate::from_ymd_opt(number, 12, 31));
            (number, CalendarYear { holidays, public_holidays, ..CalendarYear::default() })
        };
        ProductionCalendar::new(BTreeMap::from([year(2026), year(2027)]))
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn nobody_is_disturbed_in_the_evening_or_on_a_holiday() {
        // `facts/domain.md` 10.
        for (now, leaves) in [
            ("2026-11-21T20:59:00", "2026-11-21T20:59:00"),
            ("2026-11-21T21:00:00", "2026-11-22T10:00:00"),
            ("2026-11-21T09:59:59", "2026-11-21T10:00:00"),
            ("2026-11-04T12:00:00", "2026-11-05T10:00:00"),
            ("2026-11-03T21:30:00", "2026-11-05T10:00:00"),
            ("2026-12-31T12:00:00", "2026-12-31T12:00:00"),
            ("2027-01-01T12:00:00", "2027-01-09T10:00:00"),
        ] {
            assert_eq!(may_leave(at(now), SendingHours::standard(), &calendar()), Ok(at(leaves)), "{now}");
        }
    }

    #[test]
    fn hours_have_something_between_them() {
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        assert_eq!(SendingHours::new(time(21), time(10)), None);
        assert_eq!(SendingHours::new(time(10), time(10)), None);
        assert_eq!(SendingHours::new(time(10), time(21)), Some(SendingHours::standard()));
    }

    proptest! {
        #[test]
        fn it_is_always_allowed_then_and_never_before_now(minutes in 0_i64..700 * 24 * 60) {
            let now = at("2026-01-01T00:00:00") + TimeDelta::minutes(minutes);
            let calendar = calendar();
            let leaves = may_leave(now, SendingHours::standard(), &calendar).unwrap();
            prop_assert!(leaves >= now);
            prop_assert!(!calendar.is_public_holiday(leaves.date()).unwrap());
            prop_assert!((10..21).contains(&chrono::Timelike::hour(&leaves)));
            prop_assert_eq!(may_leave(leaves, SendingHours::standard(), &calendar), Ok(leaves));
            prop_assert!(leaves.date().year() <= 2027);
        }
    }
}
