//! Vectors and properties of slots.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::calendar::CalendarYear;

fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn hours(open: &str, close: &str, pause: Option<(&str, &str)>) -> Option<DayHours> {
    let pause = pause.map(|(from, to)| (time(from), time(to)));
    Some(DayHours { open: time(open), close: time(close), pause })
}

/// 9–17 with lunch at 13, Friday to 15:45, Saturday 9–14.
fn week() -> [Option<DayHours>; 7] {
    let usual = hours("09:00:00", "17:00:00", Some(("13:00:00", "14:00:00")));
    let friday = hours("09:00:00", "15:45:00", Some(("13:00:00", "13:45:00")));
    [usual, usual, usual, usual, friday, hours("09:00:00", "14:00:00", None), None]
}

fn calendar() -> ProductionCalendar {
    let days = |texts: &[&str]| texts.iter().map(|text| day(text)).collect::<BTreeSet<_>>();
    let year = CalendarYear {
        holidays: days(&["2026-11-04", "2026-12-31", "2026-06-12"]),
        // The seventh is a Saturday: its day off is moved, and it is a holiday all the same.
        public_holidays: days(&["2026-11-04", "2026-06-12", "2026-11-07"]),
        working_weekends: days(&["2026-11-15"]),
    };
    ProductionCalendar::new(BTreeMap::from([(2026, year)]))
}

fn of(date: &str, minutes: u32, now: &str) -> Vec<String> {
    let slots = slots(&week(), &calendar(), day(date), minutes, at(now)).unwrap();
    slots.into_iter().map(|slot| slot.format("%H:%M").to_string()).collect()
}

#[test]
fn visits_lie_inside_hours_and_outside_lunch() {
    let monday = of("2026-11-23", 20, "2026-11-20T10:00:00");
    assert_eq!(monday.len(), 21);
    assert_eq!((monday[0].as_str(), monday[11].as_str(), monday[12].as_str()), ("09:00", "12:40", "14:00"));
    assert_eq!(monday.last().unwrap(), "16:40");
    // What does not fit before the end is not offered.
    assert_eq!(of("2026-11-27", 20, "2026-11-20T10:00:00").last().unwrap(), "15:25");
    assert_eq!(of("2026-11-21", 10, "2026-11-20T10:00:00").len(), 30);
}

#[test]
fn holidays_and_transferred_days_are_closed_and_the_day_before_is_shorter() {
    let now = "2026-11-01T10:00:00";
    assert!(of("2026-11-04", 20, now).is_empty());
    assert!(of("2026-11-07", 20, now).is_empty(), "a holiday on a Saturday");
    assert_eq!(of("2026-11-03", 20, now).last().unwrap(), "15:40");
    assert_eq!(of("2026-11-06", 10, now).last().unwrap(), "14:35");
    assert!(of("2026-11-08", 20, now).is_empty());
    assert!(of("2026-11-15", 20, now).is_empty(), "no hours are stated for a worked Sunday");
    assert!(of("2026-12-31", 20, "2026-12-25T10:00:00").is_empty());
    let unknown = slots(&week(), &calendar(), day("2027-01-11"), 20, at("2027-01-04T10:00:00"));
    assert_eq!(unknown, Err(OutsideCalendar(2027)));
}

#[test]
fn not_sooner_than_in_an_hour_and_not_behind_the_horizon() {
    assert_eq!(of("2026-11-23", 20, "2026-11-23T09:01:00")[0], "10:20");
    assert_eq!(of("2026-11-23", 20, "2026-11-23T09:00:00")[0], "10:00");
    assert!(of("2026-11-23", 20, "2026-11-23T16:00:00").is_empty());
    assert!(of("2026-11-20", 20, "2026-11-23T09:00:00").is_empty());
    assert!(!of("2026-11-24", 20, "2026-11-10T09:00:00").is_empty());
    assert!(of("2026-11-25", 20, "2026-11-10T09:00:00").is_empty());
}

#[test]
fn a_long_visit_takes_the_place_of_two_short_ones() {
    let mut taken = BTreeSet::new();
    let nine = at("2026-11-23T09:00:00");
    taken.insert((at("2026-11-23T09:10:00"), 0));
    assert_eq!(free_window(nine, 20, 1, &taken), None);
    assert_eq!(free_window(nine, 10, 1, &taken), Some(0));
    assert_eq!(free_window(nine, 20, 2, &taken), Some(1));
    assert_eq!(ticks(nine, 20).count(), 2);
}

#[test]
fn every_purpose_and_stage_has_its_word() {
    use AppointmentStage::{Booked, Came, Cancelled, Missed};

    for purpose in AppointmentPurpose::ALL {
        assert_eq!(AppointmentPurpose::parse(purpose.as_str()), Some(purpose));
    }
    for stage in AppointmentStage::ALL {
        assert_eq!(AppointmentStage::parse(stage.as_str()), Some(stage));
    }
    assert!(Booked.may_become(Came) && Booked.may_become(Missed) && Missed.may_become(Came));
    assert!(!Cancelled.may_become(Came) && !Booked.may_become(Cancelled) && !Came.may_become(Booked));
}

proptest! {
    #[test]
    fn a_slot_is_never_outside_hours_in_a_break_on_a_closed_day_or_past(
        shift in 0_i64..360 * 24 * 60,
        ahead in 0_i64..20,
        ticks in 1_u32..7,
    ) {
        let now = at("2026-01-01T00:00:00") + TimeDelta::minutes(shift);
        let date = now.date() + TimeDelta::days(ahead);
        let minutes = ticks * TICK_MINUTES;
        if date.year() == 2026 {
            let (week, calendar) = (week(), calendar());
            for slot in slots(&week, &calendar, date, minutes, now).unwrap() {
                let end = slot + TimeDelta::minutes(i64::from(minutes));
                let hours = week[slot.weekday().num_days_from_monday() as usize].unwrap();
                prop_assert!(hours.open <= slot.time() && end.time() <= hours.close && end.date() == date);
                if let Some((from, to)) = hours.pause {
                    prop_assert!(end.time() <= from || slot.time() >= to);
                }
                prop_assert!(!calendar.is_day_off(date).unwrap());
                prop_assert!(slot >= now + TimeDelta::minutes(LEAD_MINUTES));
                prop_assert!(ahead <= 14);
            }
        }
    }

    #[test]
    fn visits_never_overlap_more_than_there_are_windows(
        windows in 1_u32..4,
        wishes in proptest::collection::vec((0_usize..60, 1_u32..4), 1..80),
    ) {
        let now = at("2026-11-20T10:00:00");
        let mut taken = BTreeSet::new();
        let mut visits = Vec::new();
        for (place, length) in wishes {
            let minutes = length * TICK_MINUTES;
            let slots = slots(&week(), &calendar(), day("2026-11-23"), minutes, now).unwrap();
            let start = slots[place % slots.len()];
            if let Some(window) = free_window(start, minutes, windows, &taken) {
                for tick in ticks(start, minutes) {
                    prop_assert!(taken.insert((tick, window)));
                }
                visits.push((start, start + TimeDelta::minutes(i64::from(minutes))));
            }
        }
        for (start, _) in &visits {
            let at_once = visits.iter().filter(|(from, to)| from <= start && start < to).count();
            prop_assert!(at_once <= windows as usize);
        }
    }
}
