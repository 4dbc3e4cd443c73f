//! Promises on the wire: a clock of the rules, or of a row, as everybody sees it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::promises::ClockView;
use svetlitsa_domain::calendar::ProductionCalendar;
use svetlitsa_domain::standards::{PromiseClock, Standard};

use crate::clock::{local, to_local};
use crate::failure::Outcome;

/// A clock as it stands at `now`, in the zone it was started in.
#[must_use]
pub fn view(clock: &PromiseClock, now: DateTime<Utc>) -> ClockView {
    ClockView {
        standard: clock.standard,
        started: clock.started,
        due: clock.due,
        met: clock.met,
        state: clock.state(now.with_timezone(clock.started.offset())),
        source: clock.standard.promise().source.to_owned(),
    }
}

/// A clock from a row: business time, Unix ms.
#[must_use]
pub fn stored(
    standard: Standard,
    started_at: i64,
    due_at: i64,
    met_at: Option<i64>,
    zone: Tz,
) -> PromiseClock {
    PromiseClock {
        standard,
        started: local(started_at, zone),
        due: local(due_at, zone),
        met: met_at.map(|ms| local(ms, zone)),
    }
}

/// Starts the clock of a promise now.
///
/// # Errors
/// Unavailable when the term leaves the loaded calendars: a date that nobody published is not promised.
pub fn start(
    standard: Standard,
    now: DateTime<Utc>,
    zone: Tz,
    calendar: &ProductionCalendar,
) -> Outcome<PromiseClock> {
    PromiseClock::start(standard, to_local(now, zone), calendar).map_err(|error| {
        tracing::error!(%error, ?standard, "a promise cannot be dated: load the next year's calendar");
        ErrorCode::Unavailable.into()
    })
}

/// The word of a promise in the store: the same as on the wire.
#[must_use]
pub fn word(standard: Standard) -> String {
    serde_json::to_value(standard)
        .ok()
        .and_then(|value| value.as_str().map(ToOwned::to_owned))
        .unwrap_or_default()
}

/// The opposite of [`word`].
#[must_use]
pub fn parse(word: &str) -> Option<Standard> {
    serde_json::from_value(serde_json::Value::from(word)).ok()
}

#[cfg(test)]
mod tests {
    use svetlitsa_domain::standards::PromiseState;

    use super::*;

    #[test]
    fn words_come_back() {
        for standard in Standard::ALL {
            assert_eq!(parse(&word(standard)), Some(standard));
        }
        assert_eq!((word(Standard::AppealReview).as_str(), parse("")), ("appeal_review", None));
    }

    #[test]
    fn a_stored_clock_is_read_in_its_branchs_zone() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (started, due) = (at("2026-11-20T07:00:00Z"), at("2026-11-25T19:59:59Z"));
        let clock = stored(
            Standard::AppealReview,
            started.timestamp_millis(),
            due.timestamp_millis(),
            None,
            chrono_tz::Europe::Samara,
        );
        let running = view(&clock, due);
        assert_eq!(
            (running.state, running.due.to_rfc3339().as_str()),
            (PromiseState::Running, "2026-11-25T23:59:59+04:00")
        );
        assert_eq!(view(&clock, at("2026-11-25T20:00:00Z")).state, PromiseState::Overdue);
    }
}
