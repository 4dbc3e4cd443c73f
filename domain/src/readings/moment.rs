//! When a reading was taken, by the word of a device that kept it while it had no signal.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, TimeZone};

/// How far a device's clock may be ahead of ours: it is taken for ours then.
const SKEW: TimeDelta = TimeDelta::minutes(10);

/// How long a device may keep a reading. One that is older ends no period that is still open: every branch's window
/// comes round in a month, and its bill a week later.
const LONGEST_KEPT: TimeDelta = TimeDelta::days(45);

/// Why a moment cannot be when the reading was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentProblem {
    /// It has not come yet.
    Ahead,
    /// It is too long ago.
    TooLongAgo,
}

/// The day on which a reading was taken, in the zone of `now`.
///
/// # Errors
/// [`MomentProblem`] when the device's clock cannot be right.
pub fn day_taken<Z: TimeZone>(
    taken_at: DateTime<FixedOffset>,
    now: &DateTime<Z>,
) -> Result<NaiveDate, MomentProblem> {
    let age = now.clone().signed_duration_since(taken_at);
    if age < -SKEW {
        return Err(MomentProblem::Ahead);
    }
    if age > LONGEST_KEPT {
        return Err(MomentProblem::TooLongAgo);
    }
    // Nothing is taken after it arrived.
    Ok(taken_at.with_timezone(&now.timezone()).date_naive().min(now.date_naive()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<FixedOffset> {
        text.parse().unwrap()
    }

    #[test]
    fn the_branch_s_zone_says_which_day_it_was() {
        let now = moment("2026-11-27T00:05:00+04:00");
        for (taken_at, day) in [
            ("2026-11-24T18:00:00+04:00", Ok("2026-11-24")),
            ("2026-11-24T23:30:00+03:00", Ok("2026-11-25")),
            ("2026-11-26T20:05:00Z", Ok("2026-11-27")),
            ("2026-11-27T00:15:00+04:00", Ok("2026-11-27")),
            ("2026-11-27T00:15:01+04:00", Err(MomentProblem::Ahead)),
            ("2026-10-13T00:05:00+04:00", Ok("2026-10-13")),
            ("2026-10-13T00:04:59+04:00", Err(MomentProblem::TooLongAgo)),
            ("1970-01-01T00:00:00Z", Err(MomentProblem::TooLongAgo)),
            ("2099-01-01T00:00:00Z", Err(MomentProblem::Ahead)),
        ] {
            let expected = day.map(|day| day.parse().unwrap());
            assert_eq!(day_taken(moment(taken_at), &now), expected, "{taken_at}");
        }
    }

    #[test]
    fn a_clock_that_is_fast_at_midnight_takes_nothing_tomorrow() {
        let now = moment("2026-11-26T23:58:00+03:00");
        let day = day_taken(moment("2026-11-27T00:02:00+03:00"), &now);
        assert_eq!(day, Ok("2026-11-26".parse().unwrap()));
    }
}
