//! A second reading for the same period: the same again, a correction, or one that comes too late for either.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::readings::{ReadingState, Submission};
use crate::tariffs::Zone;

/// The reading that counts for the period now.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// Its values.
    pub values: &'a [(Zone, u32)],
    /// The day it was taken.
    pub taken_on: NaiveDate,
    /// Where it stands.
    pub state: ReadingState,
}

/// How a submission relates to what already counts for its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Nothing counts yet.
    First,
    /// Equal values: the same reading, sent again. Its first verdict is the answer.
    SameAgain,
    /// Replaces the value, which stays in the history.
    Correction,
    /// Taken before the one that counts, as when a phone that was without signal reports after another: kept, and
    /// replaced from the start.
    Outdated,
    /// A bill has used the earlier one: the new one belongs to the next period.
    AfterBill,
}

/// Compares a submission with the reading that counts for the same period (`facts/domain.md` 2.2, idempotency).
#[must_use]
pub fn relate(submission: &Submission, earlier: Option<&Earlier<'_>>) -> Relation {
    let Some(earlier) = earlier.filter(|earlier| earlier.state.is_counting()) else {
        return Relation::First;
    };
    if is_same(&submission.values, earlier.values) {
        Relation::SameAgain
    } else if earlier.state == ReadingState::Used {
        Relation::AfterBill
    } else if submission.taken_on < earlier.taken_on {
        Relation::Outdated
    } else {
        Relation::Correction
    }
}

/// Equal values, in whatever order the registers are named.
fn is_same(left: &[(Zone, u32)], right: &[(Zone, u32)]) -> bool {
    let by_zone = |values: &[(Zone, u32)]| values.iter().copied().collect::<BTreeMap<_, _>>();
    left.len() == right.len() && by_zone(left) == by_zone(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn submission(day_value: u32, night: u32, taken: &str) -> Submission {
        Submission { values: vec![(Zone::Day, day_value), (Zone::Night, night)], taken_on: day(taken) }
    }

    #[test]
    fn the_second_reading_of_a_period() {
        let values = [(Zone::Night, 50), (Zone::Day, 100)];
        for (given, taken, state, expected) in [
            ((100, 50), "2026-11-20", ReadingState::Accepted, Relation::SameAgain),
            ((100, 50), "2026-11-21", ReadingState::Question, Relation::SameAgain),
            ((100, 50), "2026-11-21", ReadingState::Used, Relation::SameAgain),
            ((101, 50), "2026-11-20", ReadingState::Accepted, Relation::Correction),
            ((99, 50), "2026-11-22", ReadingState::Question, Relation::Correction),
            ((99, 50), "2026-11-19", ReadingState::Accepted, Relation::Outdated),
            ((101, 50), "2026-11-22", ReadingState::Used, Relation::AfterBill),
            ((100, 50), "2026-11-20", ReadingState::Refused, Relation::First),
            ((100, 50), "2026-11-20", ReadingState::Replaced, Relation::First),
            ((100, 50), "2026-11-20", ReadingState::Checked, Relation::First),
        ] {
            let earlier = Earlier { values: &values, taken_on: day("2026-11-20"), state };
            let relation = relate(&submission(given.0, given.1, taken), Some(&earlier));
            assert_eq!(relation, expected, "{given:?} {taken} {state:?}");
        }
        assert_eq!(relate(&submission(1, 2, "2026-11-20"), None), Relation::First);
    }

    #[test]
    fn two_devices_end_with_the_later_dial_in_either_order() {
        let (early, late) = (submission(100, 50, "2026-11-18"), submission(120, 60, "2026-11-20"));
        let counting = |submission: &Submission, other: &Submission| {
            let earlier = Earlier {
                values: &submission.values,
                taken_on: submission.taken_on,
                state: ReadingState::Accepted,
            };
            match relate(other, Some(&earlier)) {
                Relation::Correction => other.clone(),
                _ => submission.clone(),
            }
        };
        assert_eq!(counting(&early, &late), late);
        assert_eq!(counting(&late, &early), late);
    }
}
