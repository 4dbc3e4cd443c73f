//! The road of an outage: its stages, what a clerk does with it, and the letters that follow.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::calendar::{OutsideCalendar, ProductionCalendar};
use crate::notices::{SendingHours, may_leave};

/// How far an outage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OutageStage {
    /// Works that are announced.
    Planned,
    /// There is no power now.
    Begun,
    /// There is power again.
    Restored,
    /// Works that do not take place, or an outage that was none.
    Cancelled,
}

/// What a clerk does with an outage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OutageAction {
    /// The works begin.
    Begin,
    /// Power is expected at another time.
    Move,
    /// There is power again.
    Restore,
    /// It does not take place, or was none.
    Cancel,
}

/// What somebody who asked for it is written about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OutageNews {
    /// Works are planned.
    Announced,
    /// There is no power, and nobody planned it.
    Begun,
    /// Power is expected at another time.
    Moved,
    /// There is power again.
    Restored,
    /// It does not take place, or was none.
    Cancelled,
}

/// What is wrong with the times of an outage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanProblem {
    /// Planned works begin later than they are announced.
    BeginsPast,
    /// A sudden outage has begun.
    BeginsAhead,
    /// Power is expected neither before it is gone nor in the past.
    ExpectedPast,
    /// Planned works name their end.
    ExpectedMissing,
}

impl OutageStage {
    /// Every stage.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Begun, Self::Restored, Self::Cancelled];

    /// The stage of an outage that is entered.
    #[must_use]
    pub const fn first(is_planned: bool) -> Self {
        if is_planned { Self::Planned } else { Self::Begun }
    }

    /// The stage that an action leads to; `None` when it has no place here.
    #[must_use]
    pub const fn after(self, action: OutageAction) -> Option<Self> {
        use OutageAction as A;
        match (self, action) {
            (Self::Planned, A::Move) => Some(Self::Planned),
            (Self::Planned, A::Begin) | (Self::Begun, A::Move) => Some(Self::Begun),
            (Self::Begun, A::Restore) => Some(Self::Restored),
            (Self::Planned | Self::Begun, A::Cancel) => Some(Self::Cancelled),
            _ => None,
        }
    }

    /// The stage at a moment: planned works begin at their hour, whether or not a clerk says so.
    #[must_use]
    pub const fn at(self, begins_ms: i64, now_ms: i64) -> Self {
        match self {
            Self::Planned if begins_ms <= now_ms => Self::Begun,
            other => other,
        }
    }

    /// What a clerk can do here.
    #[must_use]
    pub fn actions(self) -> Vec<OutageAction> {
        OutageAction::ALL.into_iter().filter(|action| self.after(*action).is_some()).collect()
    }

    /// Whether nothing more comes.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Restored | Self::Cancelled)
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Begun => "begun",
            Self::Restored => "restored",
            Self::Cancelled => "cancelled",
        }
    }

    /// The opposite of [`OutageStage::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }
}

impl OutageAction {
    /// Every action, in the order offered.
    pub const ALL: [Self; 4] = [Self::Restore, Self::Move, Self::Begin, Self::Cancel];

    /// Whether people must be told why.
    #[must_use]
    pub const fn needs_text(self) -> bool {
        matches!(self, Self::Move | Self::Cancel)
    }

    /// Whether it names another time.
    #[must_use]
    pub const fn needs_time(self) -> bool {
        matches!(self, Self::Move)
    }

    /// What is written about it.
    #[must_use]
    pub const fn news(self) -> Option<OutageNews> {
        match self {
            Self::Begin => None,
            Self::Move => Some(OutageNews::Moved),
            Self::Restore => Some(OutageNews::Restored),
            Self::Cancel => Some(OutageNews::Cancelled),
        }
    }
}

impl OutageNews {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Announced, Self::Begun, Self::Moved, Self::Restored, Self::Cancelled];

    /// The word in the store and in templates.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Begun => "begun",
            Self::Moved => "moved",
            Self::Restored => "restored",
            Self::Cancelled => "cancelled",
        }
    }

    /// The opposite of [`OutageNews::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|news| news.as_str() == word)
    }
}

/// Whether the times of an outage that is entered, or moved, can be; Unix ms.
///
/// # Errors
/// The first thing that cannot be.
pub const fn check_plan(
    stage: OutageStage,
    begins: i64,
    expected: Option<i64>,
    now: i64,
) -> Result<(), PlanProblem> {
    let is_planned = matches!(stage, OutageStage::Planned);
    if is_planned && begins <= now {
        return Err(PlanProblem::BeginsPast);
    }
    if !is_planned && begins > now {
        return Err(PlanProblem::BeginsAhead);
    }
    match expected {
        None if is_planned => Err(PlanProblem::ExpectedMissing),
        Some(expected) if expected <= begins || expected <= now => Err(PlanProblem::ExpectedPast),
        _ => Ok(()),
    }
}

/// When news of an outage leave: what is planned waits for the hours in which people may be disturbed (`seeds/002` ch. 5
/// s. 6), unless the works would have begun by then. Whoever sits in the dark has asked for the news and waits for it: that
/// power is back, or comes later, is told at any hour (`seeds/004` 6 leaves the hours to the contract). Times of the branch.
///
/// # Errors
/// [`OutsideCalendar`] when the search leaves the loaded years.
pub fn news_leaves(
    is_begun: bool,
    begins: NaiveDateTime,
    now: NaiveDateTime,
    calendar: &ProductionCalendar,
) -> Result<NaiveDateTime, OutsideCalendar> {
    if is_begun {
        return Ok(now);
    }
    let allowed = may_leave(now, SendingHours::standard(), calendar)?;
    Ok(if allowed >= begins { now } else { allowed })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::calendar::CalendarYear;

    #[test]
    fn the_whole_table() {
        use OutageStage as S;
        // Restore, move, begin, cancel.
        let table = [
            (S::Planned, [None, Some(S::Planned), Some(S::Begun), Some(S::Cancelled)]),
            (S::Begun, [Some(S::Restored), Some(S::Begun), None, Some(S::Cancelled)]),
            (S::Restored, [None; 4]),
            (S::Cancelled, [None; 4]),
        ];
        assert_eq!(table.map(|(stage, _)| stage), S::ALL);
        for (stage, results) in table {
            assert_eq!(OutageAction::ALL.map(|action| stage.after(action)), results, "{stage:?}");
            assert_eq!(stage.actions().is_empty(), stage.is_over());
            assert_eq!(S::parse(stage.as_str()), Some(stage));
        }
        for news in OutageNews::ALL {
            assert_eq!(OutageNews::parse(news.as_str()), Some(news));
        }
    }

    #[test]
    fn works_begin_at_their_hour_by_themselves() {
        use OutageStage as S;
        assert_eq!((S::Planned.at(10, 9), S::Planned.at(10, 10)), (S::Planned, S::Begun));
        assert_eq!((S::Restored.at(10, 11), S::Cancelled.at(10, 11)), (S::Restored, S::Cancelled));
    }

    #[test]
    fn times_that_cannot_be() {
        use OutageStage::{Begun, Planned};
        for (stage, begins, expected, result) in [
            (Planned, 11, Some(12), Ok(())),
            (Planned, 10, Some(12), Err(PlanProblem::BeginsPast)),
            (Planned, 11, None, Err(PlanProblem::ExpectedMissing)),
            (Planned, 11, Some(11), Err(PlanProblem::ExpectedPast)),
            (Begun, 10, None, Ok(())),
            (Begun, 5, Some(11), Ok(())),
            (Begun, 5, Some(10), Err(PlanProblem::ExpectedPast)),
            (Begun, 11, Some(12), Err(PlanProblem::BeginsAhead)),
        ] {
            assert_eq!(check_plan(stage, begins, expected, 10), result, "{stage:?} {begins} {expected:?}");
        }
    }

    #[test]
    fn planned_works_wait_for_the_morning_and_the_dark_does_not() {
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let calendar = ProductionCalendar::new(BTreeMap::from([(2026, CalendarYear::default())]));
        for (is_begun, begins, now, leaves) in [
            (false, "2026-11-23T09:00:00", "2026-11-20T22:00:00", "2026-11-21T10:00:00"),
            (false, "2026-11-23T09:00:00", "2026-11-20T12:00:00", "2026-11-20T12:00:00"),
            // At ten in the morning it would be too late.
            (false, "2026-11-21T09:00:00", "2026-11-20T22:00:00", "2026-11-20T22:00:00"),
            (true, "2026-11-20T20:00:00", "2026-11-21T03:00:00", "2026-11-21T03:00:00"),
        ] {
            assert_eq!(news_leaves(is_begun, at(begins), at(now), &calendar), Ok(at(leaves)), "{now}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_done_it_ends_once_and_never_goes_back(steps in prop::collection::vec(0_usize..4, 0..12), is_planned: bool) {
            let mut stage = OutageStage::first(is_planned);
            for step in steps {
                let before = stage;
                if let Some(next) = stage.after(OutageAction::ALL[step]) {
                    prop_assert!(!before.is_over());
                    let place = |stage| OutageStage::ALL.iter().position(|other| *other == stage);
                    prop_assert!(place(next) >= place(before));
                    stage = next;
                }
            }
        }
    }
}
