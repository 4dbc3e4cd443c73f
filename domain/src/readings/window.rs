//! The reading window (период приёма показаний): the days of a month whose readings count for its bill.

use chrono::{Datelike, NaiveDate};

use crate::Period;

/// First and last day of the month, both included; the branch's own (15 and 26 in the seeds).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadingWindow {
    first: u8,
    last: u8,
}

/// Where today stands to the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowState {
    /// Open; `days_left` counts today as one (1 on the last day).
    Open {
        /// 1 to the length of the window.
        days_left: u32,
    },
    /// Opens later this month.
    Before {
        /// The day it opens.
        opens: NaiveDate,
        /// Days until then, at least 1.
        days: u32,
    },
    /// Was open this month; a reading given now is used in the next period (`facts/domain.md` 2.1).
    After {
        /// The day it opens next.
        opens: NaiveDate,
        /// Days until then, at least 1.
        days: u32,
    },
}

/// What a page says of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowOutlook {
    /// Open, with days left; not yet; or no longer.
    pub state: WindowState,
    /// The period whose bill uses a reading received today.
    pub counts_for: Period,
    /// The last day on which a reading still counts for that period.
    pub closes: NaiveDate,
    /// The period for which it counts from the day after (`facts/domain.md` 2.1).
    pub late_counts_for: Period,
}

/// One day of the window, as drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pane {
    /// The day.
    pub date: NaiveDate,
    /// How it looks.
    pub state: PaneState,
    /// A reading was taken on this day.
    pub has_reading: bool,
}

/// How a day of the window looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaneState {
    /// Gone.
    Past,
    /// Today, and open.
    Today,
    /// Still to come, or open from now on.
    Ahead,
}

impl ReadingWindow {
    /// Every day that each month has.
    pub const WHOLE_MONTH: Self = Self { first: 1, last: 28 };

    /// `None` unless 1 ≤ first ≤ last ≤ 28: a window must exist in every month.
    #[must_use]
    pub const fn new(first: u8, last: u8) -> Option<Self> {
        if first >= 1 && first <= last && last <= 28 { Some(Self { first, last }) } else { None }
    }

    /// First day of the month in which readings count.
    #[must_use]
    pub const fn first(self) -> u8 {
        self.first
    }

    /// Last day of the month in which readings count.
    #[must_use]
    pub const fn last(self) -> u8 {
        self.last
    }

    /// The day on which it opens in a month.
    #[must_use]
    pub fn opens(self, period: Period) -> NaiveDate {
        period.day(self.first.into())
    }

    /// The last day on which a reading counts for a month.
    #[must_use]
    pub fn closes(self, period: Period) -> NaiveDate {
        period.day(self.last.into())
    }

    /// Whether a day lies in the window of its month.
    #[must_use]
    pub fn holds(self, date: NaiveDate) -> bool {
        (u32::from(self.first)..=u32::from(self.last)).contains(&date.day())
    }

    /// What a page says of the window on a day: where it stands, and what happens to a reading given today.
    /// `None` for days outside this century.
    #[must_use]
    pub fn outlook(self, today: NaiveDate) -> Option<WindowOutlook> {
        let counts_for = self.counts_for(today)?;
        Some(WindowOutlook {
            state: self.state(today),
            counts_for,
            closes: self.closes(counts_for),
            late_counts_for: counts_for.next(),
        })
    }

    /// Where `today` stands.
    #[must_use]
    pub fn state(self, today: NaiveDate) -> WindowState {
        let day = today.day();
        let Some(period) = Period::of(today) else { return WindowState::Open { days_left: 1 } };
        if day < u32::from(self.first) {
            let opens = self.opens(period);
            WindowState::Before { opens, days: days_between(today, opens) }
        } else if day <= u32::from(self.last) {
            WindowState::Open { days_left: u32::from(self.last) - day + 1 }
        } else {
            let opens = self.opens(period.next());
            WindowState::After { opens, days: days_between(today, opens) }
        }
    }

    /// The period whose bill a reading received on `date` is used in. After the window it is the next one.
    #[must_use]
    pub fn counts_for(self, date: NaiveDate) -> Option<Period> {
        let period = Period::of(date)?;
        Some(if date.day() > u32::from(self.last) { period.next() } else { period })
    }

    /// The days of the window to draw: this month's, or next month's once this month's is over.
    #[must_use]
    pub fn panes(self, today: NaiveDate, readings: &[NaiveDate]) -> Vec<Pane> {
        let Some(period) = self.counts_for(today) else { return Vec::new() };
        (self.first..=self.last)
            .map(|day| {
                let date = period.day(day.into());
                let state = match date.cmp(&today) {
                    std::cmp::Ordering::Less => PaneState::Past,
                    std::cmp::Ordering::Equal => PaneState::Today,
                    std::cmp::Ordering::Greater => PaneState::Ahead,
                };
                Pane { date, state, has_reading: readings.contains(&date) }
            })
            .collect()
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from(to.signed_duration_since(from).num_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn opens_and_closes_on_the_branchs_days() {
        let window = ReadingWindow::new(15, 26).unwrap();
        assert_eq!(
            window.state(day("2026-11-14")),
            WindowState::Before { opens: day("2026-11-15"), days: 1 }
        );
        assert_eq!(window.state(day("2026-11-15")), WindowState::Open { days_left: 12 });
        assert_eq!(window.state(day("2026-11-26")), WindowState::Open { days_left: 1 });
        assert_eq!(
            window.state(day("2026-11-27")),
            WindowState::After { opens: day("2026-12-15"), days: 18 }
        );
        assert_eq!(
            window.state(day("2026-12-31")),
            WindowState::After { opens: day("2027-01-15"), days: 15 }
        );
    }

    #[test]
    fn late_readings_belong_to_the_next_period() {
        let window = ReadingWindow::new(15, 26).unwrap();
        assert_eq!(window.counts_for(day("2026-11-26")).unwrap().to_string(), "2026-11");
        assert_eq!(window.counts_for(day("2026-11-27")).unwrap().to_string(), "2026-12");
        assert_eq!(window.counts_for(day("2026-12-14")).unwrap().to_string(), "2026-12");
    }

    #[test]
    fn the_page_says_what_happens_next() {
        let window = ReadingWindow::new(15, 26).unwrap();
        for (today, counts_for, closes, late) in [
            ("2026-11-01", "2026-11", "2026-11-26", "2026-12"),
            ("2026-11-26", "2026-11", "2026-11-26", "2026-12"),
            ("2026-11-27", "2026-12", "2026-12-26", "2027-01"),
            ("2026-12-31", "2027-01", "2027-01-26", "2027-02"),
        ] {
            let outlook = window.outlook(day(today)).unwrap();
            assert_eq!(outlook.state, window.state(day(today)));
            assert_eq!(outlook.counts_for.to_string(), counts_for, "{today}");
            assert_eq!(outlook.closes, day(closes), "{today}");
            assert_eq!(outlook.late_counts_for.to_string(), late, "{today}");
        }
        assert_eq!(window.outlook(day("2126-01-01")), None);
    }

    #[test]
    fn panes_hold_today_and_the_reading() {
        let window = ReadingWindow::new(15, 26).unwrap();
        let panes = window.panes(day("2026-11-20"), &[day("2026-11-18")]);
        assert_eq!(panes.len(), 12);
        assert_eq!(panes[3], Pane { date: day("2026-11-18"), state: PaneState::Past, has_reading: true });
        assert_eq!(panes[5].state, PaneState::Today);
        assert_eq!(panes[11].state, PaneState::Ahead);
        assert_eq!(window.panes(day("2026-11-28"), &[])[0].date, day("2026-12-15"));
    }

    #[test]
    fn a_window_exists_in_every_month() {
        for (first, last) in [(0, 5), (20, 10), (25, 31)] {
            assert_eq!(ReadingWindow::new(first, last), None);
        }
    }
}
