//! Brakes on guessing: only failed attempts count, so that nobody is slowed down by success.

use std::collections::HashMap;
use std::sync::Mutex;

use svetlitsa_api::ErrorCode;

use crate::clock::RealTime;
use crate::failure::{Failure, Outcome};

/// Window in which failures are counted, ms.
const WINDOW_MS: i64 = 60_000;
/// Entries kept before a sweep.
const SWEEP_AT: usize = 10_000;

/// Counts failures by key in windows of a minute.
#[derive(Debug, Default)]
pub struct FailureLimiter {
    time: RealTime,
    counts: Mutex<HashMap<String, (i64, u32)>>,
}

impl FailureLimiter {
    /// A limiter whose minutes pass by a time.
    #[must_use]
    pub fn timed_by(time: RealTime) -> Self {
        Self { time, ..Self::default() }
    }

    /// Refuses when a key has failed `limit` times within its minute.
    ///
    /// # Errors
    /// [`ErrorCode::RateLimited`] with the seconds to wait.
    pub fn check(&self, key: &str, limit: u32) -> Outcome<()> {
        let now = self.time.now_ms();
        let counts = self.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match counts.get(key) {
            Some((since, count)) if *count >= limit && now - since < WINDOW_MS => {
                let seconds = u32::try_from((WINDOW_MS - (now - since)) / 1000 + 1).unwrap_or(60);
                Err(Failure { retry_after: Some(seconds), ..ErrorCode::RateLimited.into() })
            }
            _ => Ok(()),
        }
    }

    /// Counts a failure.
    pub fn fail(&self, key: &str) {
        let now = self.time.now_ms();
        let mut counts = self.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if counts.len() >= SWEEP_AT {
            counts.retain(|_, (since, _)| now - *since < WINDOW_MS);
        }
        let entry = counts.entry(key.to_owned()).or_insert((now, 0));
        if now - entry.0 >= WINDOW_MS {
            *entry = (now, 0);
        }
        entry.1 += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    #[test]
    fn stops_after_the_limit_and_only_that_key_and_only_for_its_minute() {
        let at = Arc::new(AtomicI64::new(1_000_000));
        let limiter = FailureLimiter::timed_by(RealTime::Held(at.clone()));
        for _ in 0..3 {
            assert!(limiter.check("a", 3).is_ok());
            limiter.fail("a");
        }
        for (passed, wait) in [(0, 61), (1_000, 60), (58_999, 1)] {
            at.fetch_add(passed, Ordering::Relaxed);
            let failure = limiter.check("a", 3).unwrap_err();
            assert_eq!((failure.code, failure.retry_after), (ErrorCode::RateLimited, Some(wait)));
        }
        assert!(limiter.check("b", 3).is_ok());
        at.fetch_add(1, Ordering::Relaxed);
        assert!(limiter.check("a", 3).is_ok(), "the minute is over");
        limiter.fail("a");
        assert!(limiter.check("a", 2).is_ok(), "and counting began again");
    }
}
