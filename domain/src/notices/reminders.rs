//! On which days somebody is reminded who asked for it.

use chrono::{Days, NaiveDate};

use crate::Period;
use crate::readings::ReadingWindow;

/// Days of the reading window that are left, the last one counted, when a reminder goes out.
pub const READING_DAYS_LEFT: u8 = 3;
/// Days after the due date on which somebody who asked for it is reminded; later the debt has stages and letters of its own.
const DAYS_LATE: i64 = 14;

/// The month whose reading is asked for today: in the last three days of its window.
#[must_use]
pub fn reading_to_remind_of(window: ReadingWindow, today: NaiveDate) -> Option<Period> {
    let period = Period::of(today)?;
    let closes = window.closes(period);
    let begins =
        closes.checked_sub_days(Days::new(u64::from(READING_DAYS_LEFT) - 1))?.max(window.opens(period));
    (begins <= today && today <= closes).then_some(period)
}

/// Whether a bill that was due on a day is one to be reminded of today: in the two weeks after it.
#[must_use]
pub fn is_debt_to_remind_of(due_on: NaiveDate, today: NaiveDate) -> bool {
    (1..=DAYS_LATE).contains(&today.signed_duration_since(due_on).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_three_days_of_the_window() {
        let window = ReadingWindow::new(15, 26).unwrap();
        for (today, is_time) in [
            ("2026-11-14", false),
            ("2026-11-23", false),
            ("2026-11-24", true),
            ("2026-11-26", true),
            ("2026-11-27", false),
        ] {
            let month = reading_to_remind_of(window, day(today)).map(|period| period.to_string());
            assert_eq!(month, is_time.then(|| "2026-11".to_owned()), "{today}");
        }
        // A window of two days has no third one.
        let short = ReadingWindow::new(20, 21).unwrap();
        assert_eq!(reading_to_remind_of(short, day("2026-11-19")), None);
        assert!(reading_to_remind_of(short, day("2026-11-20")).is_some());
    }

    #[test]
    fn two_weeks_after_the_due_date() {
        for (today, is_time) in
            [("2026-11-16", false), ("2026-11-17", true), ("2026-11-30", true), ("2026-12-01", false)]
        {
            assert_eq!(is_debt_to_remind_of(day("2026-11-16"), day(today)), is_time, "{today}");
        }
    }
}
