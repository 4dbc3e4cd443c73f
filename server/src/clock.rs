//! Two times: business time, which `--now` may move, and real time for cookies, one-time codes and retries.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// Business time: windows, periods, deadlines and what pages show.
#[derive(Clone, Debug)]
pub struct Clock {
    base: DateTime<Utc>,
    started: Instant,
    is_shifted: bool,
}

impl Clock {
    /// Runs with the machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self { base: from_ms(real_now_ms()), started: Instant::now(), is_shifted: false }
    }

    /// Starts at an instant and runs on from there.
    #[must_use]
    pub fn starting_at(instant: DateTime<Utc>) -> Self {
        Self { base: instant, started: Instant::now(), is_shifted: true }
    }

    /// The same clock, moved forward when it stands before `instant`: business time never runs backwards
    /// over what the database already holds.
    #[must_use]
    pub fn not_before(self, instant: DateTime<Utc>) -> Self {
        if self.base < instant { Self { base: instant, ..self } } else { self }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let elapsed = TimeDelta::from_std(self.started.elapsed()).unwrap_or(TimeDelta::zero());
        self.base + elapsed
    }

    /// Now, Unix ms.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.now().timestamp_millis()
    }

    /// A moment of real time, Unix ms, as this clock tells it: as long ago as it really was. Pages show one time.
    #[must_use]
    pub fn telling(&self, real_ms: i64) -> i64 {
        if self.is_shifted { self.now_ms() - (real_now_ms() - real_ms) } else { real_ms }
    }

    /// Whether `--now` moved it.
    #[must_use]
    pub const fn is_shifted(&self) -> bool {
        self.is_shifted
    }
}

/// Real time as a parameter, for what must be told apart by seconds: brakes and one-time codes.
#[derive(Clone, Debug, Default)]
pub enum RealTime {
    /// The machine's.
    #[default]
    Machine,
    /// Moves only when it is told to.
    Held(Arc<AtomicI64>),
}

impl RealTime {
    /// Time that stands at an instant, Unix ms, until somebody moves it.
    #[must_use]
    pub fn held_at(ms: i64) -> Self {
        Self::Held(Arc::new(AtomicI64::new(ms)))
    }

    /// Now, Unix ms.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        match self {
            Self::Machine => real_now_ms(),
            Self::Held(at) => at.load(Ordering::Relaxed),
        }
    }
}

/// Real time, Unix ms. The one place that reads the machine's clock.
#[expect(clippy::disallowed_methods, reason = "this is the function that the others must take")]
#[must_use]
pub fn real_now_ms() -> i64 {
    std::time::SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or(0)
}

/// An instant from Unix ms; the epoch when out of range.
#[must_use]
pub fn from_ms(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or(DateTime::UNIX_EPOCH)
}

/// Unix ms in a branch's zone.
#[must_use]
pub fn local(ms: i64, zone: Tz) -> DateTime<FixedOffset> {
    to_local(from_ms(ms), zone)
}

/// An instant in a branch's zone.
#[must_use]
pub fn to_local(instant: DateTime<Utc>, zone: Tz) -> DateTime<FixedOffset> {
    let offset = zone.offset_from_utc_datetime(&instant.naive_utc()).fix();
    instant.with_timezone(&offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_where_it_is_told_and_never_before_the_database() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let clock = Clock::starting_at(at("2026-11-20T07:00:00Z"));
        assert!(clock.now() >= at("2026-11-20T07:00:00Z") && clock.now() < at("2026-11-20T07:01:00Z"));
        assert!(clock.not_before(at("2026-11-21T00:00:00Z")).now() >= at("2026-11-21T00:00:00Z"));
    }

    #[test]
    fn a_moment_is_as_long_ago_as_it_really_was() {
        let base = "2026-11-20T07:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let minutes_ago = real_now_ms() - 5 * 60_000;
        let told = Clock::starting_at(base).telling(minutes_ago);
        assert!((told - (base.timestamp_millis() - 5 * 60_000)).abs() < 10_000, "{told}");
        assert_eq!(Clock::system().telling(minutes_ago), minutes_ago);
    }

    #[test]
    fn zones_are_the_branchs() {
        let ms = "2026-11-20T07:00:00Z".parse::<DateTime<Utc>>().unwrap().timestamp_millis();
        assert_eq!(local(ms, chrono_tz::Europe::Samara).to_rfc3339(), "2026-11-20T11:00:00+04:00");
        assert_eq!(local(ms, chrono_tz::Europe::Moscow).to_rfc3339(), "2026-11-20T10:00:00+03:00");
    }
}
