//! Promises and their clocks: what the supplier promised, since when, until when, and whether it was kept.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::calendar::{OutsideCalendar, ProductionCalendar};

/// A promise of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    /// An appeal is looked at and a specialist gets in touch.
    AppealReview,
    /// A payment on the site is confirmed to the payer.
    PaymentConfirmation,
    /// A payment is credited to the account.
    PaymentCredit,
    /// An applicant by internet hears whether the documents are complete.
    ApplicationNotice,
    /// A draft energy contract for a dwelling is handed out.
    ContractDraft,
    /// A change of owner filed remotely is made.
    OwnerChange,
    /// Unspent prepayment is credited after the old supplier's money arrives.
    RefundCredit,
    /// Money that was paid goes back to whoever paid it.
    PaymentRefund,
    /// The grid operator places its conditions and bill for a connection up to 15 kW.
    ConnectionTerms,
}

/// How a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Minutes by the clock.
    Minutes(u32),
    /// Calendar days, to the end of the last.
    CalendarDays(u32),
    /// Working days of the production calendar, to the end of the last.
    WorkingDays(u32),
}

impl Standard {
    /// Every promise, for tables and tests.
    pub const ALL: [Self; 9] = [
        Self::AppealReview,
        Self::PaymentConfirmation,
        Self::PaymentCredit,
        Self::ApplicationNotice,
        Self::ContractDraft,
        Self::OwnerChange,
        Self::RefundCredit,
        Self::PaymentRefund,
        Self::ConnectionTerms,
    ];

    /// How long.
    #[must_use]
    pub const fn term(self) -> Term {
        match self {
            Self::PaymentConfirmation => Term::Minutes(5),
            Self::PaymentCredit => Term::CalendarDays(1),
            Self::PaymentRefund => Term::CalendarDays(10),
            Self::AppealReview | Self::ApplicationNotice => Term::WorkingDays(3),
            Self::ContractDraft | Self::ConnectionTerms => Term::WorkingDays(10),
            Self::OwnerChange => Term::WorkingDays(2),
            Self::RefundCredit => Term::WorkingDays(5),
        }
    }

    /// Where the promise is written: a seed or a rule, in the language of its source's shelf mark.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::AppealReview => "seeds/002 ch.5 s.2 p.8",
            Self::PaymentConfirmation => "seeds/002 s.8 p.3.2",
            Self::PaymentCredit => "seeds/002 s.8 p.3.1",
            Self::ApplicationNotice | Self::ContractDraft => "seeds/002 s.8 p.1",
            Self::OwnerChange => "seeds/002 s.8 p.4.2",
            Self::RefundCredit => "seeds/001",
            Self::PaymentRefund => "Law 2300-1 art. 31",
            Self::ConnectionTerms => "PP RF 861 s.X",
        }
    }
}

/// A promise at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromiseClock {
    /// Which promise.
    pub standard: Standard,
    /// When it began, in the branch's zone.
    pub started: DateTime<FixedOffset>,
    /// The last moment in which it is kept.
    pub due: DateTime<FixedOffset>,
    /// When it was kept.
    pub met: Option<DateTime<FixedOffset>>,
}

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PromiseState {
    /// Time is left.
    Running,
    /// Time is over and nothing happened.
    Overdue,
    /// Kept in time.
    Met,
    /// Done, but late.
    MetLate,
}

impl PromiseClock {
    /// Starts the clock of a promise at a moment of the branch's time.
    ///
    /// # Errors
    /// [`OutsideCalendar`] when the term leaves the loaded years.
    pub fn start(
        standard: Standard,
        started: DateTime<FixedOffset>,
        calendar: &ProductionCalendar,
    ) -> Result<Self, OutsideCalendar> {
        let date = started.date_naive();
        let due = match standard.term() {
            Term::Minutes(minutes) => started + TimeDelta::minutes(i64::from(minutes)),
            Term::CalendarDays(days) => {
                end_of(date.checked_add_days(Days::new(u64::from(days))).unwrap_or(date), started)
            }
            Term::WorkingDays(days) => end_of(calendar.add_working_days(date, days)?, started),
        };
        Ok(Self { standard, started, due, met: None })
    }

    /// The same promise, to be kept on the day it began.
    #[must_use]
    pub fn within_the_day(self) -> Self {
        Self { due: end_of(self.started.date_naive(), self.started), ..self }
    }

    /// How it stands at `now`.
    #[must_use]
    pub fn state(&self, now: DateTime<FixedOffset>) -> PromiseState {
        match self.met {
            Some(met) if met <= self.due => PromiseState::Met,
            Some(_) => PromiseState::MetLate,
            None if now <= self.due => PromiseState::Running,
            None => PromiseState::Overdue,
        }
    }
}

/// 23:59:59 of a day, at the offset the clock was started with.
fn end_of(date: NaiveDate, like: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let last_second = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
    date.and_time(last_second).and_local_timezone(*like.offset()).single().unwrap_or(like)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::calendar::CalendarYear;

    fn calendar() -> ProductionCalendar {
        let year = CalendarYear {
            holidays: ["2026-11-04".parse().unwrap(), "2026-12-31".parse().unwrap()].into(),
            ..CalendarYear::default()
        };
        ProductionCalendar::new(BTreeMap::from([(2026, year)]))
    }

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn terms_end_with_their_last_day() {
        for (standard, started, due) in [
            (Standard::AppealReview, "2026-11-20T18:30:00+03:00", "2026-11-25T23:59:59+03:00"),
            (Standard::AppealReview, "2026-11-03T09:00:00+04:00", "2026-11-09T23:59:59+04:00"),
            (Standard::PaymentConfirmation, "2026-11-20T23:58:00+03:00", "2026-11-21T00:03:00+03:00"),
            (Standard::PaymentCredit, "2026-11-20T10:00:00+03:00", "2026-11-21T23:59:59+03:00"),
        ] {
            assert_eq!(PromiseClock::start(standard, at(started), &calendar()).unwrap().due, at(due));
        }
    }

    #[test]
    fn the_last_second_still_keeps_the_promise() {
        let mut clock =
            PromiseClock::start(Standard::AppealReview, at("2026-11-20T10:00:00+03:00"), &calendar())
                .unwrap();
        assert_eq!(clock.state(clock.due), PromiseState::Running);
        assert_eq!(clock.state(clock.due + TimeDelta::seconds(1)), PromiseState::Overdue);
        clock.met = Some(clock.due);
        assert_eq!(clock.state(at("2027-11-20T10:00:00+03:00")), PromiseState::Met);
        clock.met = Some(clock.due + TimeDelta::seconds(1));
        assert_eq!(clock.state(clock.due), PromiseState::MetLate);
    }

    #[test]
    fn money_of_a_terminal_has_its_day_only() {
        let taken = at("2026-11-20T10:00:00+04:00");
        let clock = PromiseClock::start(Standard::PaymentCredit, taken, &calendar()).unwrap();
        assert_eq!(clock.within_the_day().due, at("2026-11-20T23:59:59+04:00"));
    }

    #[test]
    fn a_term_never_leaves_the_calendar() {
        let started = at("2026-12-30T10:00:00+03:00");
        assert_eq!(
            PromiseClock::start(Standard::AppealReview, started, &calendar()),
            Err(OutsideCalendar(2027))
        );
    }

    #[test]
    fn every_promise_names_its_source() {
        for standard in Standard::ALL {
            assert!(!standard.source().is_empty());
        }
    }
}
