//! Prepaid meters: when the money on one is over, and what follows from it (`seeds/001`, `facts/domain.md` 9).

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta};

use crate::money::Kopecks;

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;
/// Nobody is told of more than ten years.
const LONGEST: i64 = 3_650 * DAY;

/// How long the money on a prepaid meter lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Forecast {
    seconds: i64,
}

impl Forecast {
    /// Money that is left, use of a day in watt-hours, price of a kilowatt-hour. `None` when nothing is used or it costs nothing:
    /// then nothing runs out.
    #[must_use]
    pub fn of(balance: Kopecks, daily_wh: u32, price: Kopecks) -> Option<Self> {
        let a_day = i128::from(daily_wh) * i128::from(price.0);
        if a_day <= 0 {
            return None;
        }
        let seconds = i128::from(balance.0.max(0)) * 1000 * i128::from(DAY) / a_day;
        Some(Self { seconds: i64::try_from(seconds).unwrap_or(LONGEST).min(LONGEST) })
    }

    /// Days, in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.seconds * 100 / DAY
    }

    /// On which day from now it is over; today is the first.
    #[must_use]
    pub const fn last_day(self) -> i64 {
        self.seconds / DAY + if self.seconds % DAY == 0 && self.seconds > 0 { 0 } else { 1 }
    }

    /// When it is over.
    #[must_use]
    pub fn runs_out(self, now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        now + TimeDelta::seconds(self.seconds)
    }

    /// Less than two days: whoever has such a meter must hear of it.
    #[must_use]
    pub const fn is_alarming(self) -> bool {
        self.seconds < 2 * DAY
    }

    /// Less than the 24 hours that reprogramming is to be asked for before: the telephone is the way.
    #[must_use]
    pub const fn is_urgent(self) -> bool {
        self.seconds < DAY
    }
}

/// Hours before the money is over from which on somebody is told of it.
const TOLD_FROM: TimeDelta = TimeDelta::hours(48);
/// Hours before that by which everybody is told: reprogramming is asked for no later (`seeds/001`).
const TOLD_BY: TimeDelta = TimeDelta::hours(24);

/// Whether whoever waits for a reprogramming is told now that the money runs out. `leaves` is when a letter may leave that was
/// written now: the night and holidays are waited for, but not beyond the last 24 hours.
#[must_use]
pub fn is_alarm_due(runs_out: NaiveDateTime, now: NaiveDateTime, leaves: NaiveDateTime) -> bool {
    let is_near = runs_out - now < TOLD_FROM;
    is_near && (leaves <= now || runs_out - leaves < TOLD_BY)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn money_lasts_as_the_facts_say() {
        // 300.00 / (8 x 5.95) = 6.30 days: zero on the seventh.
        let forecast = Forecast::of(Kopecks(30_000), 8_000, Kopecks(595)).unwrap();
        assert_eq!((forecast.hundredths(), forecast.last_day()), (630, 7));
        assert!(!forecast.is_alarming());
        let now = DateTime::parse_from_rfc3339("2026-11-20T10:00:00+03:00").unwrap();
        assert_eq!(forecast.runs_out(now).to_rfc3339(), "2026-11-26T17:15:37+03:00");
    }

    #[test]
    fn alarm_and_urgency_have_their_edges() {
        // Ten roubles a day.
        for (balance, alarming, urgent, day) in [
            (0, true, true, 1),
            (-500, true, true, 1),
            (999, true, true, 1),
            (1_000, true, false, 1),
            (1_999, true, false, 2),
            (2_000, false, false, 2),
            (2_001, false, false, 3),
            (i64::MAX, false, false, 3_650),
        ] {
            let forecast = Forecast::of(Kopecks(balance), 1_000, Kopecks(1_000)).unwrap();
            let said = (forecast.is_alarming(), forecast.is_urgent(), forecast.last_day());
            assert_eq!(said, (alarming, urgent, day), "{balance}");
        }
        assert_eq!(Forecast::of(Kopecks(1), 0, Kopecks(595)), None);
        assert_eq!(Forecast::of(Kopecks(1), 8_000, Kopecks(0)), None);
    }

    #[test]
    fn the_alarm_waits_for_the_morning_and_never_for_the_last_day() {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        for (runs_out, now, leaves, is_due) in [
            // Two days before, in the hours.
            ("2026-11-22 10:00", "2026-11-20 10:00", "2026-11-20 10:00", false),
            ("2026-11-22 10:00", "2026-11-20 10:01", "2026-11-20 10:01", true),
            // By night: in the morning, when there are 24 hours then.
            ("2026-11-22 21:00", "2026-11-20 22:00", "2026-11-21 10:00", false),
            ("2026-11-22 10:00", "2026-11-20 22:00", "2026-11-21 10:00", false),
            ("2026-11-22 09:59", "2026-11-20 22:00", "2026-11-21 10:00", true),
            // The holidays of January are not waited for.
            ("2027-01-04 12:00", "2027-01-03 08:00", "2027-01-09 10:00", true),
            // Over already.
            ("2026-11-20 09:00", "2026-11-20 23:00", "2026-11-21 10:00", true),
        ] {
            assert_eq!(is_alarm_due(at(runs_out), at(now), at(leaves)), is_due, "{runs_out} {now}");
        }
    }

    proptest! {
        #[test]
        fn more_money_never_runs_out_earlier(
            balance in 0_i64..1_000_000_000, more in 0_i64..1_000_000, daily in 1_u32..1_000_000, price in 1_i64..100_000,
        ) {
            let first = Forecast::of(Kopecks(balance), daily, Kopecks(price)).unwrap();
            let second = Forecast::of(Kopecks(balance + more), daily, Kopecks(price)).unwrap();
            prop_assert!(first <= second);
            prop_assert!(!first.is_urgent() || first.is_alarming());
        }
    }
}
