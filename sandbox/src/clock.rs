//! Business time: it may start anywhere and runs on from there, never backwards.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, SecondsFormat, SubsecRound, TimeDelta, Utc};

/// An instant of business time.
pub type Moment = DateTime<Utc>;

/// The clock that stamps payments, deadlines and mail.
#[derive(Debug)]
pub struct Clock {
    origin: Moment,
    started: Instant,
    ahead_ms: AtomicI64,
}

impl Clock {
    /// A clock that shows `origin` now.
    #[must_use]
    pub fn starting_at(origin: Moment) -> Self {
        Self { origin, started: Instant::now(), ahead_ms: AtomicI64::new(0) }
    }

    /// The instant it shows, in whole milliseconds as the protocol writes them.
    #[must_use]
    pub fn now(&self) -> Moment {
        let elapsed = TimeDelta::from_std(self.started.elapsed()).unwrap_or_default();
        let ahead = TimeDelta::milliseconds(self.ahead_ms.load(Ordering::Relaxed));
        (self.origin + elapsed + ahead).trunc_subsecs(3)
    }

    /// Moves it forward; tests reach expiry without waiting.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.ahead_ms.fetch_add(by, Ordering::Relaxed);
    }
}

/// The instant as the protocol writes it: UTC, milliseconds, `Z`.
#[must_use]
pub fn wire(moment: Moment) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The machine's own time: what the clock starts from when nobody says otherwise.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the sandbox asks the machine for the time"
)]
#[must_use]
pub fn machine_time() -> Moment {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::{Clock, wire};
    use std::time::Duration;

    #[test]
    fn starts_where_told_and_moves_forward_only() {
        let origin = "2026-11-20T10:00:00.123Z".parse().unwrap();
        let clock = Clock::starting_at(origin);
        let first = clock.now();
        assert!(first >= origin);
        clock.advance(Duration::from_secs(3600));
        assert!(clock.now() >= first + Duration::from_secs(3600));
        assert_eq!(wire(origin), "2026-11-20T10:00:00.123Z");
    }
}
