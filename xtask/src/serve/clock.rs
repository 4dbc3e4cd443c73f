//! Where the demo's clock starts when nobody says so.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Datelike, FixedOffset};

/// The days of the month on which the demo's branches take readings.
const WINDOW: std::ops::RangeInclusive<u32> = 15..=26;
const MOSCOW: i32 = 3 * 3600;

/// `None` when today will do; else the morning of this month's 20th, so that a
/// visitor finds the window open.
pub(crate) fn start(today: SystemTime) -> Option<String> {
    let seconds = today.duration_since(UNIX_EPOCH).ok()?.as_secs();
    let zone = FixedOffset::east_opt(MOSCOW)?;
    let today = DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?.with_timezone(&zone);
    if WINDOW.contains(&today.day()) {
        return None;
    }
    Some(format!("{:04}-{:02}-20T10:00:00+03:00", today.year(), today.month()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::start;

    fn starting_at(rfc3339: &str) -> Option<String> {
        let instant = chrono::DateTime::parse_from_rfc3339(rfc3339).unwrap();
        let seconds = u64::try_from(instant.timestamp()).unwrap();
        start(std::time::UNIX_EPOCH + Duration::from_secs(seconds))
    }

    #[test]
    fn inside_the_window_the_clock_is_todays() {
        assert_eq!(starting_at("2026-11-15T00:00:00+03:00"), None);
        assert_eq!(starting_at("2026-11-26T23:59:59+03:00"), None);
    }

    #[test]
    fn outside_it_the_clock_starts_on_the_twentieth() {
        for day in ["2026-11-14T23:59:59+03:00", "2026-11-27T00:00:00+03:00"] {
            assert_eq!(starting_at(day).as_deref(), Some("2026-11-20T10:00:00+03:00"));
        }
        assert_eq!(starting_at("2026-12-31T22:00:00+00:00").as_deref(), Some("2027-01-20T10:00:00+03:00"));
    }
}
