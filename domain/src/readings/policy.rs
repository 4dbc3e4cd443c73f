//! The branch's terms for readings: what differs between suppliers and is no law.

use chrono::NaiveDate;

use crate::Period;
use crate::readings::ReadingWindow;

/// Which of two dates decides the period of a reading that was taken in the window and arrived after it,
/// as one taken in a cellar without signal does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedBy {
    /// The day it was received: the law speaks of reporting in time (ПП РФ № 354, п. 31 ж, 33 к(1)).
    Received,
    /// The day it was taken, if it arrives within so many days after the window; the branch may be kinder.
    Taken {
        /// Days after the window's last. The branch approves the dates of its window (service standard, section 8,
        /// item 8.1) and so how long it waits; no law gives a number, and ПП РФ № 354, п. 31 ж lets it be none.
        grace_days: u8,
    },
}

/// Terms of a branch. No law sets a threshold of plausibility (`facts/domain.md` 2.2): these are policy, within
/// what wires and pipes can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadingPolicy {
    /// Days in which readings count.
    pub window: ReadingWindow,
    /// Largest power a household connection draws, kW (E4).
    pub max_power_kw: u32,
    /// Most water one riser of a household gives, m³ a day (E4).
    pub max_riser_m3_a_day: u32,
    /// W1 asks when use exceeds the average this many times.
    pub unusual_factor: u32,
    /// W1 needs at least this many periods of history.
    pub unusual_min_periods: u32,
    /// W2 asks when more is used by night than by day.
    pub asks_night_above_day: bool,
    /// Which date decides.
    pub counted_by: CountedBy,
}

impl ReadingPolicy {
    /// The usual terms in a window: 15 kW, three times the average of at least three periods, the day of receipt.
    #[must_use]
    pub const fn usual(window: ReadingWindow) -> Self {
        Self {
            window,
            max_power_kw: 15,
            max_riser_m3_a_day: 3,
            unusual_factor: 3,
            unusual_min_periods: 3,
            asks_night_above_day: true,
            counted_by: CountedBy::Received,
        }
    }

    /// The period whose bill uses a reading. `None` when it is received outside this century.
    #[must_use]
    pub fn counts_for(&self, taken_on: NaiveDate, received_on: NaiveDate) -> Option<Period> {
        let by_receipt = self.window.counts_for(received_on)?;
        let CountedBy::Taken { grace_days } = self.counted_by else { return Some(by_receipt) };
        // Nothing is taken after it arrived, whatever a telephone's clock says.
        let taken_on = taken_on.min(received_on);
        let is_in_time = |period: &Period| {
            let late_by = received_on.signed_duration_since(self.window.closes(*period)).num_days();
            self.window.holds(taken_on) && late_by <= i64::from(grace_days)
        };
        Some(self.window.counts_for(taken_on).filter(is_in_time).unwrap_or(by_receipt))
    }

    /// Whether a reading misses the bill of the month in which it was taken.
    #[must_use]
    pub fn is_late(&self, taken_on: NaiveDate, received_on: NaiveDate) -> bool {
        self.counts_for(taken_on, received_on) > Period::of(taken_on)
    }

    /// Whether a reading counts by the day it was taken although it arrived after the window.
    #[must_use]
    pub fn is_excused(&self, taken_on: NaiveDate, received_on: NaiveDate) -> bool {
        self.window.counts_for(received_on) > self.counts_for(taken_on, received_on)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn policy(counted_by: CountedBy) -> ReadingPolicy {
        ReadingPolicy { counted_by, ..ReadingPolicy::usual(ReadingWindow::new(15, 26).unwrap()) }
    }

    #[test]
    fn the_branch_decides_which_day_counts() {
        let kind = policy(CountedBy::Taken { grace_days: 3 });
        for (taken, received, by_received, by_taken) in [
            ("2026-11-24", "2026-11-24", "2026-11", "2026-11"),
            ("2026-11-24", "2026-11-27", "2026-12", "2026-11"),
            ("2026-11-24", "2026-11-29", "2026-12", "2026-11"),
            ("2026-11-24", "2026-11-30", "2026-12", "2026-12"),
            ("2026-11-27", "2026-11-27", "2026-12", "2026-12"),
            ("2026-11-14", "2026-11-28", "2026-12", "2026-12"),
            ("2026-12-26", "2026-12-29", "2027-01", "2026-12"),
            ("2027-01-20", "2026-12-20", "2026-12", "2026-12"),
            ("1899-01-20", "2026-12-20", "2026-12", "2026-12"),
        ] {
            let counts = |policy: ReadingPolicy| policy.counts_for(day(taken), day(received)).unwrap();
            assert_eq!(counts(policy(CountedBy::Received)).to_string(), by_received, "{taken} {received}");
            assert_eq!(counts(kind).to_string(), by_taken, "{taken} {received}");
        }
    }

    #[test]
    fn late_and_excused_exclude_each_other() {
        let kind = policy(CountedBy::Taken { grace_days: 3 });
        let (taken, received) = (day("2026-11-24"), day("2026-11-27"));
        assert!(kind.is_excused(taken, received) && !kind.is_late(taken, received));
        let strict = policy(CountedBy::Received);
        assert!(strict.is_late(taken, received) && !strict.is_excused(taken, received));
        assert!(!kind.is_late(day("2026-12-05"), day("2026-12-05")), "before the window is not late");
    }

    proptest! {
        /// Kindness never moves a reading to a later bill.
        #[test]
        fn kindness_is_kind(start in 0_i64..3_000, delay in 0_i64..90, grace_days in 0_u8..20) {
            let taken = day("2020-01-01") + chrono::TimeDelta::days(start);
            let received = taken + chrono::TimeDelta::days(delay);
            let strict = policy(CountedBy::Received).counts_for(taken, received);
            let kind = policy(CountedBy::Taken { grace_days }).counts_for(taken, received);
            prop_assert!(kind <= strict);
            prop_assert!(kind >= Period::of(taken));
        }
    }
}
