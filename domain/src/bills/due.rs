//! By when a bill is to be paid.

use chrono::NaiveDate;

use crate::Period;
use crate::calendar::{OutsideCalendar, ProductionCalendar};

/// The first period whose bill is due on the fifteenth: its document is of March 2026 (177-ФЗ of 24.06.2025).
const FIFTEENTH_FROM: (i32, u32) = (2026, 2);

/// The day by which the bill of a period is to be paid: the fifteenth of the month after, the tenth for periods before
/// 2026-02 (ЖК РФ ст. 155 ч. 1); moved to the next working day when it is none (ГК РФ ст. 193).
///
/// # Errors
/// [`OutsideCalendar`] when the production calendar of that year is not loaded.
pub fn due_date(period: Period, calendar: &ProductionCalendar) -> Result<NaiveDate, OutsideCalendar> {
    let day = if (period.year(), period.month()) >= FIFTEENTH_FROM { 15 } else { 10 };
    calendar.shift_to_working(period.next().day(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::CalendarYear;

    /// Days off of `facts/domain.md` 1 that the vectors need.
    fn calendar() -> ProductionCalendar {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let year = |holidays: &[&str]| CalendarYear {
            holidays: holidays.iter().map(|text| day(text)).collect(),
            ..CalendarYear::default()
        };
        let of_2026 = ["2026-01-09", "2026-05-01", "2026-05-11", "2026-06-12", "2026-11-04", "2026-12-31"];
        ProductionCalendar::new(
            [(2025, year(&[])), (2026, year(&of_2026)), (2027, year(&["2027-05-10"]))].into(),
        )
    }

    #[test]
    fn moves_to_a_working_day() {
        for (period, due) in [
            ("2025-12", "2026-01-12"),
            ("2026-01", "2026-02-10"),
            ("2026-02", "2026-03-16"),
            ("2026-03", "2026-04-15"),
            ("2026-07", "2026-08-17"),
            ("2026-10", "2026-11-16"),
            ("2027-04", "2027-05-17"),
            ("2027-07", "2027-08-16"),
        ] {
            assert_eq!(due_date(period.parse().unwrap(), &calendar()), Ok(due.parse().unwrap()), "{period}");
        }
        assert!(due_date("2027-12".parse().unwrap(), &calendar()).is_err());
    }
}
