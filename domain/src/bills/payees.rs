//! Whom an account pays, and since when: houses that begin to pay directly, suppliers that change.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::tariffs::{DaySpan, Zone, day_after};
use crate::{Kopecks, Period};

/// One payee of an account, for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayeeStretch {
    /// Id of the payee.
    pub payee: String,
    /// First day for whose use the payee is owed; `None` from ever.
    pub from: Option<NaiveDate>,
    /// Last day, counted; `None` for the payee of today.
    pub until: Option<NaiveDate>,
    /// Why it began.
    pub reason: PayeeReason,
    /// The decision or order that says so, as it is cited.
    pub basis: String,
    /// What the meter showed on the first day, by zone, when it is known.
    pub opening_readings: Vec<(Zone, Decimal)>,
    /// What was owed to this payee on the first day, before anything was used: as a rule nothing, for debts stay with
    /// the payee before.
    pub opening_balance: Kopecks,
}

/// Why a payee began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PayeeReason {
    /// The account began with it.
    First,
    /// The owners decided to pay the supplier directly (`seeds/000`).
    DirectPayments,
    /// Another company became the supplier of last resort (`seeds/001`).
    SupplierChanged,
}

/// The payees of an account in the order of time: every day between the first and the last has exactly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayeeTimeline {
    stretches: Vec<PayeeStretch>,
}

/// What is wrong with a timeline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimelineProblem {
    /// There is no payee.
    #[error("no payee")]
    Empty,
    /// A stretch ends before it begins.
    #[error("{0} ends before it begins")]
    Backwards(String),
    /// Two payees hold from this day.
    #[error("two payees from {0}")]
    Overlap(NaiveDate),
    /// Nobody holds from this day.
    #[error("no payee from {0}")]
    Gap(NaiveDate),
}

impl PayeeTimeline {
    /// Checks stretches; their order does not matter.
    ///
    /// # Errors
    /// The first [`TimelineProblem`] in the order of time.
    pub fn parse(mut stretches: Vec<PayeeStretch>) -> Result<Self, TimelineProblem> {
        stretches.sort_by(|a, b| (a.from, &a.payee).cmp(&(b.from, &b.payee)));
        if stretches.is_empty() {
            return Err(TimelineProblem::Empty);
        }
        let is_backwards = |s: &&PayeeStretch| s.from.zip(s.until).is_some_and(|(from, until)| until < from);
        if let Some(stretch) = stretches.iter().find(is_backwards) {
            return Err(TimelineProblem::Backwards(stretch.payee.clone()));
        }
        for (earlier, later) in stretches.iter().zip(stretches.iter().skip(1)) {
            let begins = later.from.unwrap_or(NaiveDate::MIN);
            let expected = earlier.until.map(day_after);
            match expected {
                Some(expected) if begins > expected => return Err(TimelineProblem::Gap(expected)),
                Some(expected) if begins == expected => {}
                _ => return Err(TimelineProblem::Overlap(begins)),
            }
        }
        Ok(Self { stretches })
    }

    /// Whom use on a day is owed to.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&PayeeStretch> {
        self.stretches.iter().find(|stretch| {
            stretch.from.is_none_or(|from| from <= day) && stretch.until.is_none_or(|until| day <= until)
        })
    }

    /// Whom a month is owed to, with the days of each: one payee as a rule, two when it changes inside the month. Then the
    /// month is charged once for each, between its own readings.
    #[must_use]
    pub fn of_period(&self, period: Period) -> Vec<(DaySpan, &PayeeStretch)> {
        let month = DaySpan::of_period(period);
        let held = |stretch: &PayeeStretch| {
            DaySpan::new(stretch.from.unwrap_or(NaiveDate::MIN), stretch.until.unwrap_or(NaiveDate::MAX))
        };
        self.stretches
            .iter()
            .filter_map(|stretch| Some((held(stretch)?.shared_with(month)?, stretch)))
            .collect()
    }

    /// Every stretch, oldest first.
    #[must_use]
    pub fn stretches(&self) -> &[PayeeStretch] {
        &self.stretches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(payee: &str, from: Option<&str>, until: Option<&str>) -> PayeeStretch {
        PayeeStretch {
            payee: payee.to_owned(),
            from: from.map(|day| day.parse().unwrap()),
            until: until.map(|day| day.parse().unwrap()),
            reason: PayeeReason::SupplierChanged,
            basis: "order".to_owned(),
            opening_readings: Vec::new(),
            opening_balance: Kopecks::ZERO,
        }
    }

    /// Debts of 2020-04 to 2021-10 are owed to the grid company, everything since to the new supplier.
    fn krasnogorsk() -> Vec<PayeeStretch> {
        vec![
            stretch("mosenergosbyt", Some("2021-11-01"), None),
            stretch("kes", None, Some("2020-03-31")),
            stretch("rosseti-mr", Some("2020-04-01"), Some("2021-10-31")),
        ]
    }

    #[test]
    fn a_month_is_owed_to_its_payee() {
        let timeline = PayeeTimeline::parse(krasnogorsk()).unwrap();
        for (period, payee) in [
            ("2020-03", "kes"),
            ("2020-04", "rosseti-mr"),
            ("2021-10", "rosseti-mr"),
            ("2021-11", "mosenergosbyt"),
            ("2026-11", "mosenergosbyt"),
        ] {
            let held = timeline.of_period(period.parse().unwrap());
            let told: Vec<_> = held.iter().map(|(_, stretch)| stretch.payee.as_str()).collect();
            assert_eq!(told, [payee], "{period}");
        }
        assert_eq!(timeline.on("2021-10-31".parse().unwrap()).unwrap().payee, "rosseti-mr");
    }

    #[test]
    fn a_change_inside_a_month_divides_it() {
        let timeline = PayeeTimeline::parse(vec![
            stretch("zhilishchnik", None, Some("2016-05-09")),
            stretch("atomenergosbyt", Some("2016-05-10"), None),
        ])
        .unwrap();
        let held = timeline.of_period("2016-05".parse().unwrap());
        let told: Vec<_> = held.iter().map(|(days, s)| (s.payee.as_str(), days.days())).collect();
        assert_eq!(told, [("zhilishchnik", 9), ("atomenergosbyt", 22)]);
    }

    #[test]
    fn a_timeline_has_no_seam() {
        let day = |text: &str| text.parse().unwrap();
        let mut gap = krasnogorsk();
        gap[2].until = Some(day("2021-10-30"));
        let mut overlap = krasnogorsk();
        overlap[2].until = Some(day("2021-11-01"));
        let mut endless = krasnogorsk();
        endless[1].until = None;
        let mut backwards = krasnogorsk();
        backwards[2].until = Some(day("2020-03-01"));
        for (stretches, problem) in [
            (gap, TimelineProblem::Gap(day("2021-10-31"))),
            (overlap, TimelineProblem::Overlap(day("2021-11-01"))),
            (endless, TimelineProblem::Overlap(day("2020-04-01"))),
            (backwards, TimelineProblem::Backwards("rosseti-mr".to_owned())),
            (vec![], TimelineProblem::Empty),
        ] {
            assert_eq!(PayeeTimeline::parse(stretches), Err(problem));
        }
    }
}
