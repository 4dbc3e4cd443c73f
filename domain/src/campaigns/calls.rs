//! Calls: what came of one, when the next is made, and how long the words take.

use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::calendar::{OutsideCalendar, ProductionCalendar};
use crate::notices::{Channel, Reached, SendingHours, may_leave, next_try};

/// Longest call, seconds (`seeds/002` ch. 5 s. 12: one minute).
pub const LONGEST_CALL_SECONDS: u32 = 60;

/// A list that was given out is its dialler's for so many hours.
pub const GIVEN_OUT_HOURS: i64 = 4;

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallResult {
    /// Somebody listened to it.
    Reached,
    /// Nobody answered.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// The telephone is somebody else's.
    WrongNumber,
    /// Somebody listened and was handed on to an operator.
    Transferred,
}

impl CallResult {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::Reached, Self::NoAnswer, Self::Busy, Self::WrongNumber, Self::Transferred];

    /// The word in files and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::WrongNumber => "wrong_number",
            Self::Transferred => "transferred",
        }
    }

    /// The opposite of [`CallResult::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.as_str() == word)
    }

    /// Whether somebody was reached; `None` when the telephone must not be called again.
    #[must_use]
    pub const fn reached(self) -> Option<Reached> {
        match self {
            Self::Reached | Self::Transferred => Some(Reached::Yes),
            Self::NoAnswer | Self::Busy => Some(Reached::No),
            Self::WrongNumber => None,
        }
    }
}

/// When somebody who was called so far may be called next, not before `now`, in the branch's time: seven days after each
/// success and two hours after each failure, in the hours in which people may be disturbed, on no public holiday, and with
/// a minute left before the campaign ends. `None` when there is no such moment, or the telephone is somebody else's.
///
/// # Errors
/// [`OutsideCalendar`] when the search leaves the loaded years.
pub fn next_call(
    calls: &[(NaiveDateTime, CallResult)],
    now: NaiveDateTime,
    ends: NaiveDateTime,
    hours: SendingHours,
    calendar: &ProductionCalendar,
) -> Result<Option<NaiveDateTime>, OutsideCalendar> {
    let mut earliest = now;
    for (at, result) in calls {
        let Some(gap) = result.reached().and_then(|reached| next_try(Channel::Phone, reached)) else {
            return Ok(None);
        };
        earliest = earliest.max(*at + gap);
    }
    if earliest >= ends {
        return Ok(None);
    }
    let leaves = may_leave(earliest, hours, calendar)?;
    Ok((leaves + TimeDelta::seconds(i64::from(LONGEST_CALL_SECONDS)) <= ends).then_some(leaves))
}

/// Until when those on a list that is given out now are left to its dialler: no longer than the list may be called.
#[must_use]
pub fn given_out_until(now: NaiveDateTime, call_until: NaiveDateTime) -> NaiveDateTime {
    (now + TimeDelta::hours(GIVEN_OUT_HOURS)).min(call_until).max(now)
}

/// How long it takes to say something, seconds: words by their pace, and each digit as a word of its own.
#[must_use]
pub fn spoken_seconds(text: &str, words_a_minute: u32) -> u32 {
    let spoken: usize = text
        .split_whitespace()
        .map(|word| match word.chars().filter(char::is_ascii_digit).count() {
            0 => usize::from(word.chars().any(char::is_alphabetic)),
            digits => digits,
        })
        .sum();
    let spoken = u32::try_from(spoken).unwrap_or(u32::MAX);
    spoken.saturating_mul(60).div_ceil(words_a_minute.max(1))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use chrono::{NaiveDate, Timelike};
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::CalendarYear;

    fn calendar() -> ProductionCalendar {
        let year = |number: i32| {
            let january = (1..=8).filter_map(|day| NaiveDate::from_ymd_opt(number, 1, day));
            let november = NaiveDate::from_ymd_opt(number, 11, 4);
            let public_holidays: BTreeSet<_> = january.chain(november).collect();
            let holidays = public_holidays.clone();
            (number, CalendarYear { holidays, public_holidays, ..CalendarYear::default() })
        };
        ProductionCalendar::new(BTreeMap::from([year(2026), year(2027)]))
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn seven_days_after_a_success_two_hours_after_a_failure() {
        use CallResult::{Busy, NoAnswer, Reached, Transferred, WrongNumber};
        let ends = at("2026-12-20T21:00:00");
        for (calls, now, next) in [
            (vec![], "2026-11-20T12:00:00", Some("2026-11-20T12:00:00")),
            (vec![], "2026-11-20T21:00:00", Some("2026-11-21T10:00:00")),
            (vec![("2026-11-20T12:00:00", NoAnswer)], "2026-11-20T12:01:00", Some("2026-11-20T14:00:00")),
            (vec![("2026-11-20T18:59:00", Busy)], "2026-11-20T19:00:00", Some("2026-11-20T20:59:00")),
            (vec![("2026-11-20T19:00:00", Busy)], "2026-11-20T19:00:00", Some("2026-11-21T10:00:00")),
            (vec![("2026-11-20T12:00:00", Reached)], "2026-11-20T12:01:00", Some("2026-11-27T12:00:00")),
            (vec![("2026-11-20T12:00:00", Transferred)], "2026-11-30T12:00:00", Some("2026-11-30T12:00:00")),
            // A failure does not shorten what a success before it asks for.
            (
                vec![("2026-11-20T12:00:00", Reached), ("2026-11-21T12:00:00", NoAnswer)],
                "2026-11-21T13:00:00",
                Some("2026-11-27T12:00:00"),
            ),
            (vec![("2026-11-20T12:00:00", WrongNumber)], "2026-11-30T12:00:00", None),
            (vec![("2026-12-15T12:00:00", Reached)], "2026-12-15T13:00:00", None),
            (vec![], "2026-12-20T20:59:00", Some("2026-12-20T20:59:00")),
            (vec![], "2026-12-20T20:59:01", None),
            (vec![], "2026-11-04T12:00:00", Some("2026-11-05T10:00:00")),
        ] {
            let calls: Vec<_> = calls.into_iter().map(|(moment, result)| (at(moment), result)).collect();
            let found = next_call(&calls, at(now), ends, SendingHours::standard(), &calendar());
            assert_eq!(found, Ok(next.map(at)), "{calls:?} {now}");
        }
    }

    #[test]
    fn a_list_is_its_diallers_for_four_hours_or_till_the_evening() {
        let evening = at("2026-11-20T21:00:00");
        for (now, until) in [
            ("2026-11-20T10:00:00", "2026-11-20T14:00:00"),
            ("2026-11-20T17:00:00", "2026-11-20T21:00:00"),
            ("2026-11-20T20:59:00", "2026-11-20T21:00:00"),
            ("2026-11-20T21:30:00", "2026-11-20T21:30:00"),
        ] {
            assert_eq!(given_out_until(at(now), evening), at(until), "{now}");
        }
    }

    #[test]
    fn a_minute_of_words_and_digits() {
        let words = |count: usize| vec!["word"; count].join(" ");
        assert_eq!(spoken_seconds("", 110), 0);
        assert_eq!(spoken_seconds(&words(110), 110), 60);
        assert_eq!(spoken_seconds(&words(111), 110), 61);
        assert_eq!(spoken_seconds("\u{2014} , .", 110), 0);
        // Six digits of a sum, and the word behind them.
        assert_eq!(spoken_seconds("1\u{a0}234,56 rub", 60), 7);
        assert_eq!(spoken_seconds("word", 0), 60, "no pace is the slowest one");
    }

    #[test]
    fn words_come_back() {
        for result in CallResult::ALL {
            assert_eq!(CallResult::parse(result.as_str()), Some(result));
        }
        assert_eq!(CallResult::parse("hung_up"), None);
    }

    fn result() -> impl Strategy<Value = CallResult> {
        proptest::sample::select(vec![
            CallResult::Reached,
            CallResult::NoAnswer,
            CallResult::Busy,
            CallResult::Transferred,
        ])
    }

    proptest! {
        /// Whatever happened before: no call in quiet hours, none on a holiday, none too soon, none after the end.
        #[test]
        fn nobody_is_called_too_soon_at_night_or_after_the_end(
            before in proptest::collection::vec((0_i64..30 * 24 * 60, result()), 0..6),
            now in 0_i64..40 * 24 * 60,
            lasts in 1_i64..60 * 24 * 60,
        ) {
            let start = at("2026-10-20T00:00:00");
            let minute = |minutes| start + TimeDelta::minutes(minutes);
            let calls: Vec<_> = before.iter().map(|(minutes, result)| (minute(*minutes), *result)).collect();
            let (now, ends) = (minute(now), minute(now) + TimeDelta::minutes(lasts));
            let calendar = calendar();
            let found = next_call(&calls, now, ends, SendingHours::standard(), &calendar).unwrap();
            if let Some(next) = found {
                prop_assert!(next >= now && next + TimeDelta::seconds(60) <= ends);
                prop_assert!((10..21).contains(&next.hour()));
                prop_assert!(!calendar.is_public_holiday(next.date()).unwrap());
                for (moment, result) in &calls {
                    let gap = match result.reached().unwrap() {
                        Reached::Yes => TimeDelta::days(7),
                        Reached::No => TimeDelta::hours(2),
                    };
                    prop_assert!(next - *moment >= gap, "{next} {moment} {result:?}");
                }
            }
        }
    }
}
