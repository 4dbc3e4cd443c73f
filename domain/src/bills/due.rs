//! When a bill must be paid.

use chrono::NaiveDate;

use crate::Period;
use crate::calendar::{OutsideCalendar, ProductionCalendar};

/// Days of the next month by which a bill is due, each from a billed month on: the 10th, and since the bills of February
/// 2026 the 15th (177-ФЗ of 24.06.2025; Housing Code, article 155; `facts/domain.md` 0.1). Neither a contract nor a
/// meeting of owners can set another.
const DUE_DAYS: [(i32, u32, u32); 1] = [(2026, 2, 15)];
/// The day before all of those.
const FORMER_DUE_DAY: u32 = 10;

/// The last day on which a month's bill is paid in time: the legal day of the next month, or the next working day after it
/// (ГК РФ ст. 193).
///
/// # Errors
/// [`OutsideCalendar`] when the day lies in a year that is not loaded.
pub fn due_date(period: Period, calendar: &ProductionCalendar) -> Result<NaiveDate, OutsideCalendar> {
    let holds = |&&(year, month, _): &&(i32, u32, u32)| (year, month) <= (period.year(), period.month());
    let day = DUE_DAYS.iter().rev().find(holds).map_or(FORMER_DUE_DAY, |(.., day)| *day);
    calendar.shift_to_working(period.next().day(day))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::calendar::CalendarYear;

    fn calendar() -> ProductionCalendar {
        let years =
            [(2025, &[][..]), (2026, &["2026-01-08", "2026-01-09", "2026-11-04"]), (2027, &["2027-05-10"])];
        let year = |(year, days): (i32, &[&str])| {
            let holidays = days.iter().map(|day| day.parse().unwrap()).collect();
            (year, CalendarYear { holidays, ..CalendarYear::default() })
        };
        ProductionCalendar::new(years.into_iter().map(year).collect::<BTreeMap<_, _>>())
    }

    #[test]
    fn the_fifteenth_since_february_2026_and_the_tenth_before() {
        for (period, due) in [
            ("2026-02", "2026-03-16"),
            ("2026-03", "2026-04-15"),
            ("2026-07", "2026-08-17"),
            ("2026-10", "2026-11-16"),
            ("2027-04", "2027-05-17"),
            ("2027-07", "2027-08-16"),
            ("2025-12", "2026-01-12"),
            ("2026-01", "2026-02-10"),
        ] {
            assert_eq!(due_date(period.parse().unwrap(), &calendar()), Ok(due.parse().unwrap()), "{period}");
        }
        assert_eq!(due_date("2027-12".parse().unwrap(), &calendar()), Err(OutsideCalendar(2028)));
    }
}
