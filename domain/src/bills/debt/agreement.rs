//! An agreement on instalments after it was made: in force once its first part is paid, and for as long as every part is
//! paid in time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::InstalmentPlan;
use crate::Kopecks;

/// Where an agreement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AgreementState {
    /// It waits for its first part.
    Awaiting,
    /// The first part did not come in time: there is no agreement.
    Lapsed,
    /// Every part until today is paid: supply is not limited.
    InForce,
    /// A part was not paid in time: it protects no longer.
    Broken,
    /// Everything is paid.
    Kept,
    /// Taken back, or replaced by another, before it was in force.
    Withdrawn,
    /// A state of a newer version.
    #[serde(other)]
    Unknown,
}

/// An agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// What is paid when.
    pub plan: InstalmentPlan,
    /// The last day of the first part.
    pub first_due: NaiveDate,
    /// Whether the first part came in time.
    pub was_in_force: bool,
    /// Whether it was taken back before.
    pub is_withdrawn: bool,
    /// What its payee was paid for use since it was made, with the days.
    pub payments: Vec<(NaiveDate, Kopecks)>,
}

impl Agreement {
    /// What was paid by a day, this day counted.
    #[must_use]
    pub fn paid_by(&self, day: NaiveDate) -> Kopecks {
        self.payments.iter().filter(|(on, _)| *on <= day).map(|(_, sum)| *sum).sum()
    }

    /// What must have been paid by the end of a day.
    #[must_use]
    pub fn owed_by(&self, day: NaiveDate) -> Kopecks {
        let parts = self.plan.parts.iter().filter(|part| part.due <= day).map(|part| part.amount);
        let first = if day >= self.first_due { self.plan.first } else { Kopecks::ZERO };
        first + parts.sum()
    }

    /// Where it stands on a day. A part is late from the day after its own.
    #[must_use]
    pub fn state(&self, today: NaiveDate) -> AgreementState {
        if self.is_withdrawn {
            return AgreementState::Withdrawn;
        }
        let in_time = |due: NaiveDate| today <= due || self.paid_by(due) >= self.owed_by(due);
        if !self.was_in_force {
            return if today <= self.first_due { AgreementState::Awaiting } else { AgreementState::Lapsed };
        }
        if !self.plan.parts.iter().all(|part| in_time(part.due)) {
            return AgreementState::Broken;
        }
        let all: Kopecks = self.plan.parts.iter().map(|part| part.amount).sum::<Kopecks>() + self.plan.first;
        if self.paid_by(today) >= all { AgreementState::Kept } else { AgreementState::InForce }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bills::{InstalmentTerms, plan_instalments};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 12 000 at 30 % and six parts, made on 20.11.2026 (`facts/domain.md` 4): 3 600, then 1 400 a month.
    fn agreement(payments: &[(&str, i64)]) -> Agreement {
        let terms = InstalmentTerms { first_percent: 30.into(), parts: 6 };
        Agreement {
            plan: plan_instalments(Kopecks(1_200_000), terms, day("2026-11-20")).unwrap(),
            first_due: day("2026-11-25"),
            was_in_force: !payments.is_empty(),
            is_withdrawn: false,
            payments: payments.iter().map(|(on, sum)| (day(on), Kopecks(*sum))).collect(),
        }
    }

    #[test]
    fn it_stands_while_parts_come_in_time() {
        use AgreementState as S;
        let first = ("2026-11-21", 360_000);
        let second = ("2026-12-20", 140_000);
        for (payments, today, state) in [
            (vec![], "2026-11-25", S::Awaiting),
            (vec![], "2026-11-26", S::Lapsed),
            (vec![first], "2026-11-21", S::InForce),
            (vec![first], "2026-12-20", S::InForce),
            (vec![first], "2026-12-21", S::Broken),
            (vec![first, second], "2026-12-21", S::InForce),
            (vec![first, ("2026-12-20", 139_999), ("2026-12-21", 1)], "2026-12-22", S::Broken),
            (vec![first, ("2026-12-01", 840_000)], "2026-12-02", S::Kept),
            (vec![first, ("2026-12-01", 840_000)], "2027-12-02", S::Kept),
        ] {
            assert_eq!(agreement(&payments).state(day(today)), state, "{payments:?} {today}");
        }
        let withdrawn = Agreement { is_withdrawn: true, ..agreement(&[]) };
        assert_eq!(withdrawn.state(day("2026-11-20")), S::Withdrawn);
    }

    #[test]
    fn what_must_be_there_by_a_day() {
        let agreement = agreement(&[]);
        for (by, owed) in
            [("2026-11-24", 0), ("2026-11-25", 360_000), ("2026-12-20", 500_000), ("2027-05-20", 1_200_000)]
        {
            assert_eq!(agreement.owed_by(day(by)), Kopecks(owed), "{by}");
        }
    }
}
