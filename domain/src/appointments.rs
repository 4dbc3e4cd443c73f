//! Appointments in an office (запись на приём): what for, which office does it, and when there is a window free
//! (`seeds/004` 10; `seeds/002` appendix; `facts/domain.md` 11).

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::calendar::{OutsideCalendar, ProductionCalendar};

/// The grid on which visits lie, minutes: two visits of different length never cover each other by half.
pub const TICK_MINUTES: u32 = 10;
/// How far ahead an appointment is made, days.
pub const HORIZON_DAYS: u64 = 14;
/// How long before its beginning it can still be made, minutes.
pub const LEAD_MINUTES: i64 = 60;
/// Most appointments of one contact that have still to come.
pub const MOST_OPEN: usize = 2;
/// Name and contact of a visit are kept this many days after it.
pub const KEPT_DAYS: i64 = 30;

/// What somebody comes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppointmentPurpose {
    /// Advice, or a contract.
    Advice,
    /// To pay.
    Payment,
    /// To bring documents, or originals to sign by.
    Documents,
    /// To hand in readings.
    Readings,
    /// Anything of a firm.
    LegalEntity,
}

/// What an office does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfficeFunction {
    /// Serves people.
    Individuals,
    /// Serves firms.
    LegalEntities,
    /// Takes payments.
    Payments,
    /// Takes readings.
    Readings,
}

/// How far an appointment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppointmentStage {
    /// Its window waits.
    Booked,
    /// Given back.
    Cancelled,
    /// The visitor was there.
    Came,
    /// The visitor was not.
    Missed,
}

impl AppointmentPurpose {
    /// Every one, in the order offered.
    pub const ALL: [Self; 5] =
        [Self::Advice, Self::Payment, Self::Documents, Self::Readings, Self::LegalEntity];

    /// What an office must do for it.
    #[must_use]
    pub const fn needs(self) -> OfficeFunction {
        match self {
            Self::Advice | Self::Documents => OfficeFunction::Individuals,
            Self::Payment => OfficeFunction::Payments,
            Self::Readings => OfficeFunction::Readings,
            Self::LegalEntity => OfficeFunction::LegalEntities,
        }
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Payment => "payment",
            Self::Documents => "documents",
            Self::Readings => "readings",
            Self::LegalEntity => "legal_entity",
        }
    }

    /// The opposite of [`AppointmentPurpose::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == word)
    }
}

impl AppointmentStage {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Booked, Self::Cancelled, Self::Came, Self::Missed];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Cancelled => "cancelled",
            Self::Came => "came",
            Self::Missed => "missed",
        }
    }

    /// The opposite of [`AppointmentStage::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }

    /// Whether a clerk may note this. A mistake is put right by noting the other one.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(next, Self::Came | Self::Missed) && !matches!(self, Self::Cancelled)
    }
}

/// Hours of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayHours {
    /// First minute.
    pub open: NaiveTime,
    /// First minute after.
    pub close: NaiveTime,
    /// Lunch.
    pub pause: Option<(NaiveTime, NaiveTime)>,
}

/// Parts of a day in which people are received: none on a holiday or a transferred day off, an hour less before a public
/// holiday (ТК РФ ст. 95). A Saturday that is worked by the calendar follows the office's own Saturday.
///
/// # Errors
/// [`OutsideCalendar`] when the year is not loaded.
pub fn hours_of(
    week: &[Option<DayHours>; 7],
    calendar: &ProductionCalendar,
    day: NaiveDate,
) -> Result<Vec<(NaiveTime, NaiveTime)>, OutsideCalendar> {
    let hours = week.get(day.weekday().num_days_from_monday() as usize).copied().flatten();
    let Some(DayHours { open, close, pause }) = hours else { return Ok(Vec::new()) };
    if calendar.is_day_off(day)? {
        return Ok(Vec::new());
    }
    // What is not known is taken for the shorter day.
    let next = day.succ_opt().unwrap_or(day);
    let is_short = calendar.is_public_holiday(next).unwrap_or(true);
    let less = if is_short { TimeDelta::hours(1) } else { TimeDelta::zero() };
    let (close, wrapped) = close.overflowing_sub_signed(less);
    if wrapped != 0 {
        return Ok(Vec::new());
    }
    let parts = match pause {
        Some((from, to)) => vec![(open, from.min(close)), (to, close)],
        None => vec![(open, close)],
    };
    Ok(parts.into_iter().filter(|(from, to)| from < to).collect())
}

/// Beginnings of the visits of a day, in the office's time: inside its hours, not before the lead has passed, not behind
/// the horizon.
///
/// # Errors
/// [`OutsideCalendar`] when the year is not loaded.
pub fn slots(
    week: &[Option<DayHours>; 7],
    calendar: &ProductionCalendar,
    day: NaiveDate,
    minutes: u32,
    now: NaiveDateTime,
) -> Result<Vec<NaiveDateTime>, OutsideCalendar> {
    let ahead = day.signed_duration_since(now.date()).num_days();
    let is_near = u64::try_from(ahead).is_ok_and(|ahead| ahead <= HORIZON_DAYS);
    if minutes == 0 || !is_near {
        return Ok(Vec::new());
    }
    let (length, earliest) = (TimeDelta::minutes(i64::from(minutes)), now + TimeDelta::minutes(LEAD_MINUTES));
    let mut found = Vec::new();
    for (from, to) in hours_of(week, calendar, day)? {
        let (mut start, end) = (day.and_time(from), day.and_time(to));
        while start + length <= end {
            if start >= earliest {
                found.push(start);
            }
            start += length;
        }
    }
    Ok(found)
}

/// The ticks of the grid that a visit covers.
pub fn ticks(start: NaiveDateTime, minutes: u32) -> impl Iterator<Item = NaiveDateTime> {
    let count = minutes.div_ceil(TICK_MINUTES);
    (0..count).map(move |tick| start + TimeDelta::minutes(i64::from(tick * TICK_MINUTES)))
}

/// The first window that is free for the whole of a visit.
#[must_use]
pub fn free_window(
    start: NaiveDateTime,
    minutes: u32,
    windows: u32,
    taken: &BTreeSet<(NaiveDateTime, u32)>,
) -> Option<u32> {
    (0..windows).find(|window| ticks(start, minutes).all(|tick| !taken.contains(&(tick, *window))))
}

#[cfg(test)]
#[path = "appointments_tests.rs"]
mod tests;
