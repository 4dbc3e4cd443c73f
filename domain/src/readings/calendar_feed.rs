//! The reading window as a calendar feed (RFC 5545): a bar over its days in the branch's zone, a bell on the first
//! and on the last morning, and silence once the reading is given.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};

use crate::Period;
use crate::readings::ReadingWindow;

/// Longest line, in octets without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;
/// Bells ring at ten in the morning: notices keep quiet before (`facts/domain.md` 10).
const BELL_HOUR: i64 = 10;

/// What a feed is made of.
#[derive(Clone, Copy, Debug)]
pub struct CalendarFeed<'a> {
    /// Stable and unique: the events of an account or a branch keep their ids.
    pub id: &'a str,
    /// Zone of the branch, IANA: `Europe/Samara`.
    pub zone: &'a str,
    /// Its offset; the zones of our branches have no summer time.
    pub offset: FixedOffset,
    /// Days of the month.
    pub window: ReadingWindow,
    /// First month of the feed.
    pub first: Period,
    /// How many months.
    pub months: u32,
    /// Months for which a reading is given already.
    pub given: &'a [Period],
    /// When the feed was made.
    pub made_at: DateTime<Utc>,
    /// Where readings are given.
    pub url: &'a str,
    /// Its words.
    pub texts: FeedTexts<'a>,
}

/// Words of a feed, from the locales.
#[derive(Clone, Copy, Debug)]
pub struct FeedTexts<'a> {
    /// Name of the calendar.
    pub name: &'a str,
    /// Title of a window.
    pub open: &'a str,
    /// Title of a window for which the reading is given.
    pub given: &'a str,
    /// What to do, and what happens after the last day.
    pub description: &'a str,
    /// Of the bell on the last morning.
    pub last_day: &'a str,
}

impl CalendarFeed<'_> {
    /// The text of the feed.
    #[must_use]
    pub fn render(&self) -> String {
        let mut lines = Lines::default();
        let zone = plain(self.zone);
        let offset = offset(self.offset);
        let name = escape(self.texts.name);
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Svetlitsa//Reading window//RU"] {
            lines.push(line);
        }
        lines.push(&format!("NAME:{name}"));
        lines.push(&format!("X-WR-CALNAME:{name}"));
        lines.push(&format!("X-WR-TIMEZONE:{zone}"));
        lines.push("REFRESH-INTERVAL;VALUE=DURATION:P1D");
        lines.push("BEGIN:VTIMEZONE");
        lines.push(&format!("TZID:{zone}"));
        lines.push("BEGIN:STANDARD");
        lines.push("DTSTART:19700101T000000");
        lines.push(&format!("TZOFFSETFROM:{offset}"));
        lines.push(&format!("TZOFFSETTO:{offset}"));
        lines.push("END:STANDARD");
        lines.push("END:VTIMEZONE");
        let mut period = self.first;
        for _ in 0..self.months {
            self.event(&mut lines, period);
            period = period.next();
        }
        lines.push("END:VCALENDAR");
        lines.0
    }

    fn event(&self, lines: &mut Lines, period: Period) {
        let is_given = self.given.contains(&period);
        let (zone, url) = (plain(self.zone), self.url.replace(char::is_control, ""));
        let after = self.window.closes(period) + TimeDelta::days(1);
        let title = if is_given { self.texts.given } else { self.texts.open };
        lines.push("BEGIN:VEVENT");
        lines.push(&format!("UID:{period}.{}@svetlitsa", plain(self.id)));
        lines.push(&format!("DTSTAMP:{}", self.made_at.format("%Y%m%dT%H%M%SZ")));
        lines.push(&format!("DTSTART;TZID={zone}:{}", midnight(self.window.opens(period))));
        lines.push(&format!("DTEND;TZID={zone}:{}", midnight(after)));
        lines.push(&format!("SUMMARY:{}", escape(title)));
        lines.push(&format!("DESCRIPTION:{}", escape(self.texts.description)));
        lines.push(&format!("URL:{url}"));
        lines.push("TRANSP:TRANSPARENT");
        if !is_given {
            bell(lines, &format!("TRIGGER:PT{BELL_HOUR}H"), self.texts.open);
            bell(lines, &format!("TRIGGER;RELATED=END:-PT{}H", 24 - BELL_HOUR), self.texts.last_day);
        }
        lines.push("END:VEVENT");
    }
}

fn bell(lines: &mut Lines, trigger: &str, text: &str) {
    lines.push("BEGIN:VALARM");
    lines.push("ACTION:DISPLAY");
    lines.push(&format!("DESCRIPTION:{}", escape(text)));
    lines.push(trigger);
    lines.push("END:VALARM");
}

fn midnight(date: NaiveDate) -> String {
    date.format("%Y%m%dT000000").to_string()
}

/// `+0400`.
fn offset(offset: FixedOffset) -> String {
    let minutes = offset.local_minus_utc() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// A word that may stand in a parameter or an id without quotes.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+' | '.')).collect()
}

/// Text as a property value (RFC 5545, 3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            _ if c.is_control() => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Lines that end with CR LF, folded where they are too long.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        let mut room = LONGEST_LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                // The blank that marks the continuation takes an octet of the new line.
                room = LONGEST_LINE - 1;
            }
            room -= c.len_utf8();
            self.0.push(c);
        }
        // Writing to a string cannot fail.
        let _ = write!(self.0, "\r\n");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn feed<'a>(given: &'a [Period], texts: FeedTexts<'a>) -> String {
        CalendarFeed {
            id: "izhevsk",
            zone: "Europe/Samara",
            offset: FixedOffset::east_opt(4 * 3_600).unwrap(),
            window: ReadingWindow::new(15, 26).unwrap(),
            first: "2026-11".parse().unwrap(),
            months: 3,
            given,
            made_at: "2026-11-20T06:00:00Z".parse().unwrap(),
            url: "https://svetlitsa.example/readings",
            texts,
        }
        .render()
    }

    const TEXTS: FeedTexts<'static> = FeedTexts {
        name: "Показания",
        open: "Передайте показания: свет, вода",
        given: "Показания переданы",
        description: "До 26-го включительно;\nпозже войдут в следующий счёт, а этот будет по среднему расходу.",
        last_day: "Последний день",
    };

    #[test]
    fn a_feed_in_the_branchs_zone() {
        let text = feed(&["2026-11".parse().unwrap()], TEXTS);
        let unfolded = text.replace("\r\n ", "");
        let lines: Vec<&str> = unfolded.split("\r\n").collect();
        for line in [
            "TZID:Europe/Samara",
            "TZOFFSETTO:+0400",
            "UID:2026-12.izhevsk@svetlitsa",
            "DTSTAMP:20261120T060000Z",
            "DTSTART;TZID=Europe/Samara:20261215T000000",
            "DTEND;TZID=Europe/Samara:20261227T000000",
            "DTSTART;TZID=Europe/Samara:20270115T000000",
            "SUMMARY:Показания переданы",
            "SUMMARY:Передайте показания: свет\\, вода",
            "DESCRIPTION:До 26-го включительно\\;\\nпозже войдут в следующий счёт\\, а этот будет по среднему расходу.",
            "TRIGGER;RELATED=END:-PT14H",
        ] {
            assert!(lines.contains(&line), "{line} is missing in {text}");
        }
        let count = |line| lines.iter().filter(|other| **other == line).count();
        assert_eq!((count("BEGIN:VEVENT"), count("END:VEVENT")), (3, 3));
        assert_eq!(count("BEGIN:VALARM"), 4, "no bells for the month that is done");
        assert_eq!(
            (lines[0], lines[lines.len() - 2], lines[lines.len() - 1]),
            ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
        );
    }

    #[test]
    fn ids_stay_the_same_in_the_next_feed() {
        let uids = |text: &str| {
            text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(uids(&feed(&[], TEXTS)), uids(&feed(&["2026-11".parse().unwrap()], TEXTS)));
    }

    #[test]
    fn offsets_have_signs_and_minutes() {
        for (seconds, text) in [(0, "+0000"), (10_800, "+0300"), (-12_600, "-0330"), (43_200, "+1200")] {
            assert_eq!(offset(FixedOffset::east_opt(seconds).unwrap()), text);
        }
    }

    proptest! {
        /// Whatever the words: no line is too long, none is cut inside a character, and none can be smuggled in.
        #[test]
        fn words_stay_in_their_lines(words in any::<String>()) {
            let texts = FeedTexts { name: &words, open: &words, given: &words, description: &words, last_day: &words };
            let text = feed(&[], texts);
            let plain = feed(&[], TEXTS);
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= LONGEST_LINE);
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let unfolded = |text: &str| text.replace("\r\n ", "").matches("\r\n").count();
            prop_assert_eq!(unfolded(&text), unfolded(&plain));
        }
    }
}
