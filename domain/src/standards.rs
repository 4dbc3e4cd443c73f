//! Promises and their clocks: what the supplier promised, since when, until when, and whether it was kept.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::calendar::{OutsideCalendar, ProductionCalendar};

/// A promise of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    /// Whoever writes hears at once that it arrived, under which number.
    Acknowledgement,
    /// An appeal is looked at and a specialist gets in touch.
    AppealReview,
    /// What came by post or on paper has an answer, be it an interim one.
    InterimAnswer,
    /// What came by post or on paper is answered on the merits.
    WrittenAnswer,
    /// A claim for money is answered.
    MoneyClaim,
    /// A payment on the site is confirmed to the payer.
    PaymentConfirmation,
    /// A payment is credited to the account.
    PaymentCredit,
    /// An applicant by internet hears whether the documents are complete.
    ApplicationNotice,
    /// An application that was made in an office or by telephone is refused with its reasons, or goes on.
    OfficeRefusal,
    /// A draft energy contract for a dwelling is handed out.
    ContractDraft,
    /// A draft energy contract for anything but a dwelling is handed out.
    ContractDraftOther,
    /// A protocol of disagreements is answered.
    DisagreementAnswer,
    /// A change of owner filed remotely is made.
    OwnerChange,
    /// Whoever asked for a paid service is called back.
    ServiceCall,
    /// Supply is back after debt, penalty and the cost of the restriction were paid.
    SupplyRestoration,
    /// A certificate of no debt is made out.
    NoDebtCertificate,
    /// Unspent prepayment is credited after the old supplier's money arrives.
    RefundCredit,
    /// Money that was paid goes back to whoever paid it.
    PaymentRefund,
    /// The grid operator places its conditions and bill for a connection up to 15 kW.
    ConnectionTerms,
}

/// How a term is counted. Days are counted from the one after the start (ГК РФ ст. 191).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Minutes by the clock.
    Minutes(u32),
    /// Calendar days, to the end of the last, be it a holiday: what is promised goes on on holidays, too.
    CalendarDays(u32),
    /// Calendar days, to the end of the last, or of the next working day when nobody works on it (ГК РФ ст. 193).
    CalendarDaysShifted(u32),
    /// Working days of the production calendar, to the end of the last.
    WorkingDays(u32),
}

/// What begins a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// It was filed.
    Filed,
    /// Money was taken.
    Paid,
    /// Everything that was missing is there.
    Complete,
    /// Money arrived from somebody else.
    MoneyArrived,
    /// It was decided that money goes back.
    RefundAsked,
}

/// What keeps a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// A letter or message left.
    Told,
    /// Somebody answered, asked for what is missing, or called.
    Answered,
    /// It was done.
    Done,
    /// Money is on the account, or back with whoever paid.
    Credited,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What begins it.
    pub begins: Beginning,
    /// How long.
    pub term: Term,
    /// What keeps it.
    pub keeps: Keeping,
    /// Where it is written: a seed or a law, in the language of its source's shelf mark.
    pub source: &'static str,
}

impl Standard {
    /// Every promise, for tables and tests.
    pub const ALL: [Self; 19] = [
        Self::Acknowledgement,
        Self::AppealReview,
        Self::InterimAnswer,
        Self::WrittenAnswer,
        Self::MoneyClaim,
        Self::PaymentConfirmation,
        Self::PaymentCredit,
        Self::ApplicationNotice,
        Self::OfficeRefusal,
        Self::ContractDraft,
        Self::ContractDraftOther,
        Self::DisagreementAnswer,
        Self::OwnerChange,
        Self::ServiceCall,
        Self::SupplyRestoration,
        Self::NoDebtCertificate,
        Self::RefundCredit,
        Self::PaymentRefund,
        Self::ConnectionTerms,
    ];

    /// The table.
    #[must_use]
    pub const fn promise(self) -> Promise {
        use Beginning::{Complete, Filed, MoneyArrived, Paid, RefundAsked};
        use Keeping::{Answered, Credited, Done, Told};
        use Term::{CalendarDays, CalendarDaysShifted, Minutes, WorkingDays};
        let (begins, term, keeps, source) = match self {
            Self::Acknowledgement => (Filed, Minutes(1), Told, "seeds/002 ch.5 s.2 p.7"),
            Self::AppealReview => (Filed, WorkingDays(3), Answered, "seeds/002 ch.5 s.2 p.8"),
            Self::InterimAnswer => (Filed, CalendarDaysShifted(10), Answered, "seeds/002 ch.4 s.3"),
            Self::WrittenAnswer => (Filed, CalendarDaysShifted(14), Answered, "seeds/002 ch.4 s.3"),
            Self::MoneyClaim => (Filed, CalendarDaysShifted(10), Answered, "Law 2300-1 art. 22"),
            Self::PaymentConfirmation => (Paid, Minutes(5), Told, "seeds/002 s.8 p.3.2"),
            Self::PaymentCredit => (Paid, CalendarDays(1), Credited, "seeds/002 s.8 p.3.1"),
            Self::ApplicationNotice => (Filed, WorkingDays(3), Told, "seeds/002 s.8 p.1"),
            Self::OfficeRefusal => (Filed, CalendarDaysShifted(5), Told, "seeds/002 s.8 p.1"),
            Self::ContractDraft => (Complete, WorkingDays(10), Done, "seeds/002 s.8 p.1"),
            Self::ContractDraftOther => (Complete, CalendarDaysShifted(30), Done, "seeds/002 s.8 p.1"),
            Self::DisagreementAnswer => (Filed, WorkingDays(10), Answered, "seeds/002 s.8 p.1"),
            Self::OwnerChange => (Complete, WorkingDays(2), Done, "seeds/002 s.8 p.4.2"),
            Self::ServiceCall => (Filed, WorkingDays(3), Answered, "seeds/002 s.8 p.12"),
            Self::SupplyRestoration => (Paid, CalendarDays(2), Done, "seeds/002 s.8"),
            Self::NoDebtCertificate => (Filed, Minutes(15), Done, "seeds/002 s.8"),
            Self::RefundCredit => (MoneyArrived, WorkingDays(5), Credited, "seeds/001"),
            Self::PaymentRefund => (RefundAsked, CalendarDays(10), Credited, "Law 2300-1 art. 31"),
            Self::ConnectionTerms => (Filed, WorkingDays(10), Done, "PP RF 861 s.X"),
        };
        Promise { begins, term, keeps, source }
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
        let after = |days: u32| date.checked_add_days(Days::new(u64::from(days))).unwrap_or(date);
        let due = match standard.promise().term {
            Term::Minutes(minutes) => started + TimeDelta::minutes(i64::from(minutes)),
            Term::CalendarDays(days) => end_of(after(days), started),
            Term::CalendarDaysShifted(days) => end_of(calendar.shift_to_working(after(days))?, started),
            Term::WorkingDays(days) => end_of(calendar.add_working_days(date, days)?, started),
        };
        Ok(Self { standard, started, due, met: None })
    }

    /// The same promise, to be kept on the day it began.
    #[must_use]
    pub fn within_the_day(self) -> Self {
        Self { due: end_of(self.started.date_naive(), self.started), ..self }
    }

    /// The last working day by which whoever keeps it should have done so: a term that runs out over holidays is kept
    /// before them.
    ///
    /// # Errors
    /// [`OutsideCalendar`] when the search leaves the loaded years.
    pub fn target(&self, calendar: &ProductionCalendar) -> Result<NaiveDate, OutsideCalendar> {
        let Term::CalendarDaysShifted(days) = self.standard.promise().term else {
            return Ok(self.due.date_naive());
        };
        let begun = self.started.date_naive();
        let last = begun.checked_add_days(Days::new(u64::from(days))).unwrap_or(begun);
        let mut date = last;
        while date > begun && !calendar.is_working_day(date)? {
            date = date.pred_opt().unwrap_or(begun);
        }
        Ok(date)
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

    use proptest::prelude::*;

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
    fn letters_that_run_out_over_holidays_are_answered_before_them() {
        // `facts/domain.md` 1: fourteen days of a letter.
        let calendar = newyear();
        for (received, due, target) in [
            ("2026-12-25T10:00:00+03:00", "2027-01-11", "2026-12-30"),
            ("2026-10-21T10:00:00+03:00", "2026-11-05", "2026-11-03"),
            ("2026-11-09T10:00:00+03:00", "2026-11-23", "2026-11-23"),
        ] {
            let clock = PromiseClock::start(Standard::WrittenAnswer, at(received), &calendar).unwrap();
            assert_eq!(clock.due.date_naive().to_string(), due);
            assert_eq!(clock.target(&calendar).unwrap().to_string(), target);
        }
    }

    #[test]
    fn money_of_the_old_supplier_is_credited_in_five_working_days() {
        let calendar = newyear();
        let clock =
            PromiseClock::start(Standard::RefundCredit, at("2026-05-08T10:00:00+03:00"), &calendar).unwrap();
        assert_eq!(clock.due, at("2026-05-18T23:59:59+03:00"));
    }

    /// Days of `facts/domain.md` 1 that the vectors meet.
    fn newyear() -> ProductionCalendar {
        let days = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        let year = |texts: &[&str]| CalendarYear { holidays: days(texts), ..CalendarYear::default() };
        ProductionCalendar::new(BTreeMap::from([
            (2026, year(&["2026-05-01", "2026-05-11", "2026-06-12", "2026-11-04", "2026-12-31"])),
            (
                2027,
                year(&[
                    "2027-01-01",
                    "2027-01-02",
                    "2027-01-03",
                    "2027-01-04",
                    "2027-01-05",
                    "2027-01-06",
                    "2027-01-07",
                    "2027-01-08",
                ]),
            ),
        ]))
    }

    proptest! {
        /// Whatever the promise and the moment: not before the start, never on a day off where the rule says so, and
        /// whoever comes later is never promised earlier.
        #[test]
        fn a_term_is_monotone_and_ends_on_a_working_day(
            which in 0..Standard::ALL.len(),
            first in 0_i64..600 * 24 * 60,
            later in 0_i64..60 * 24 * 60,
        ) {
            let (standard, calendar) = (Standard::ALL[which], newyear());
            let begin = at("2026-01-05T00:00:00+03:00") + TimeDelta::minutes(first);
            let clock = PromiseClock::start(standard, begin, &calendar).unwrap();
            prop_assert!(clock.due >= begin);
            if matches!(standard.promise().term, Term::WorkingDays(_) | Term::CalendarDaysShifted(_)) {
                prop_assert!(calendar.is_working_day(clock.due.date_naive()).unwrap());
            }
            let target = clock.target(&calendar).unwrap();
            prop_assert!(begin.date_naive() <= target && target <= clock.due.date_naive());
            let after = PromiseClock::start(standard, begin + TimeDelta::minutes(later), &calendar).unwrap();
            prop_assert!(after.due >= clock.due);
        }
    }

    #[test]
    fn every_promise_names_its_source() {
        for standard in Standard::ALL {
            assert!(!standard.promise().source.is_empty());
        }
    }
}
