//! The road of an appeal: its stages, what a clerk does with it, and what its author may do.

use serde::{Deserialize, Serialize};

/// How far an appeal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppealStage {
    /// Has its number; nobody looked yet.
    Registered,
    /// Somebody has read it: nothing is missing.
    Checked,
    /// Those who can answer have it.
    Routed,
    /// A clerk has it.
    InWork,
    /// The clerk waits for the customer's data.
    NeedsData,
    /// Answered on the merits.
    Answered,
    /// Not answered on the merits, for a ground that the author was told.
    Refused,
    /// Over.
    Closed,
    /// The author was not content, and said why.
    Reopened,
}

/// What a clerk does with an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppealAction {
    /// Has read it and finds it complete.
    Check,
    /// Hands it to those who can answer.
    Route,
    /// Takes it.
    Take,
    /// Asks the customer for what is missing.
    AskForData,
    /// Tells the customer how far it is: an interim answer.
    Inform,
    /// Answers on the merits.
    Answer,
    /// Refuses to answer on the merits.
    Refuse,
    /// Ends it.
    Close,
}

/// What its author does with an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuthorAction {
    /// Adds what was asked for, or what came to mind.
    Add,
    /// Is not content with how it ended.
    Reopen,
    /// Asks to hurry: the promise is broken.
    Hurry,
}

impl AppealStage {
    /// Every stage.
    pub const ALL: [Self; 9] = [
        Self::Registered,
        Self::Checked,
        Self::Routed,
        Self::InWork,
        Self::NeedsData,
        Self::Answered,
        Self::Refused,
        Self::Closed,
        Self::Reopened,
    ];

    /// The stage that a clerk's action leads to; `None` when the action has no place here.
    #[must_use]
    pub const fn after(self, action: AppealAction) -> Option<Self> {
        use AppealAction as A;
        match (self, action) {
            (Self::Registered | Self::Reopened, A::Check) => Some(Self::Checked),
            (Self::Registered | Self::Checked | Self::Reopened | Self::InWork, A::Route) => {
                Some(Self::Routed)
            }
            (Self::Registered | Self::Checked | Self::Routed | Self::Reopened, A::Take)
            | (Self::InWork, A::Inform) => Some(Self::InWork),
            (Self::Registered | Self::Checked | Self::InWork, A::AskForData) => Some(Self::NeedsData),
            (Self::InWork | Self::NeedsData, A::Answer) => Some(Self::Answered),
            (Self::Checked | Self::InWork | Self::NeedsData, A::Refuse) => Some(Self::Refused),
            (Self::NeedsData | Self::Answered | Self::Refused, A::Close) => Some(Self::Closed),
            _ => None,
        }
    }

    /// The stage that an author's action leads to; `None` when it has no place here.
    #[must_use]
    pub const fn after_author(self, action: AuthorAction, is_overdue: bool) -> Option<Self> {
        match (self, action) {
            (Self::NeedsData, AuthorAction::Add) => Some(Self::InWork),
            (
                Self::Registered | Self::Checked | Self::Routed | Self::InWork | Self::Reopened,
                AuthorAction::Add,
            ) => Some(self),
            (Self::Answered | Self::Refused | Self::Closed, AuthorAction::Reopen) => Some(Self::Reopened),
            (
                Self::Registered | Self::Checked | Self::Routed | Self::InWork | Self::Reopened,
                AuthorAction::Hurry,
            ) if is_overdue => Some(self),
            _ => None,
        }
    }

    /// What a clerk can do here.
    #[must_use]
    pub fn actions(self) -> Vec<AppealAction> {
        AppealAction::ALL.into_iter().filter(|action| self.after(*action).is_some()).collect()
    }

    /// What the author can do here.
    #[must_use]
    pub fn author_actions(self, is_overdue: bool) -> Vec<AuthorAction> {
        let is_open = |action: &AuthorAction| self.after_author(*action, is_overdue).is_some();
        AuthorAction::ALL.into_iter().filter(is_open).collect()
    }

    /// Whether the author waits for nothing any more, unless the author wants to.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Answered | Self::Refused | Self::Closed)
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Checked => "checked",
            Self::Routed => "routed",
            Self::InWork => "in_work",
            Self::NeedsData => "needs_data",
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
        }
    }

    /// The opposite of [`AppealStage::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }
}

impl AppealAction {
    /// Every action, in the order offered.
    pub const ALL: [Self; 8] = [
        Self::Check,
        Self::Route,
        Self::Take,
        Self::AskForData,
        Self::Inform,
        Self::Answer,
        Self::Refuse,
        Self::Close,
    ];

    /// Whether the customer gets words with it.
    #[must_use]
    pub const fn needs_text(self) -> bool {
        matches!(self, Self::Route | Self::AskForData | Self::Inform | Self::Answer)
    }

    /// Whether a ground of the standard must be named.
    #[must_use]
    pub const fn needs_ground(self) -> bool {
        matches!(self, Self::Refuse)
    }

    /// Whether it keeps the promise of a review within three working days: somebody looked, and got in touch.
    #[must_use]
    pub const fn meets_review(self) -> bool {
        matches!(self, Self::AskForData | Self::Inform | Self::Answer | Self::Refuse | Self::Close)
    }
}

impl AuthorAction {
    /// Every action, in the order offered.
    pub const ALL: [Self; 3] = [Self::Hurry, Self::Add, Self::Reopen];

    /// Whether it is nothing without words.
    #[must_use]
    pub const fn needs_text(self) -> bool {
        matches!(self, Self::Add | Self::Reopen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table_of_clerks() {
        use AppealStage as S;
        let (checked, routed, work, data) =
            (Some(S::Checked), Some(S::Routed), Some(S::InWork), Some(S::NeedsData));
        let (answered, refused, closed) = (Some(S::Answered), Some(S::Refused), Some(S::Closed));
        // Check, route, take, ask for data, inform, answer, refuse, close.
        let table = [
            (S::Registered, [checked, routed, work, data, None, None, None, None]),
            (S::Checked, [None, routed, work, data, None, None, refused, None]),
            (S::Routed, [None, None, work, None, None, None, None, None]),
            (S::InWork, [None, routed, None, data, work, answered, refused, None]),
            (S::NeedsData, [None, None, None, None, None, answered, refused, closed]),
            (S::Answered, [None, None, None, None, None, None, None, closed]),
            (S::Refused, [None, None, None, None, None, None, None, closed]),
            (S::Closed, [None; 8]),
            (S::Reopened, [checked, routed, work, None, None, None, None, None]),
        ];
        assert_eq!(table.map(|(stage, _)| stage), S::ALL);
        for (stage, results) in table {
            assert_eq!(AppealAction::ALL.map(|action| stage.after(action)), results, "{stage:?}");
        }
    }

    #[test]
    fn the_whole_table_of_authors() {
        use AppealStage as S;
        let again = Some(S::Reopened);
        // Hurry, add, reopen.
        let table = [
            (S::Registered, [Some(S::Registered), Some(S::Registered), None]),
            (S::Checked, [Some(S::Checked), Some(S::Checked), None]),
            (S::Routed, [Some(S::Routed), Some(S::Routed), None]),
            (S::InWork, [Some(S::InWork), Some(S::InWork), None]),
            (S::NeedsData, [None, Some(S::InWork), None]),
            (S::Answered, [None, None, again]),
            (S::Refused, [None, None, again]),
            (S::Closed, [None, None, again]),
            (S::Reopened, [again, again, None]),
        ];
        assert_eq!(table.map(|(stage, _)| stage), S::ALL);
        for (stage, overdue) in table {
            assert_eq!(
                AuthorAction::ALL.map(|action| stage.after_author(action, true)),
                overdue,
                "{stage:?}"
            );
            let [_, add, reopen] = overdue;
            let in_time = AuthorAction::ALL.map(|action| stage.after_author(action, false));
            assert_eq!(
                in_time,
                [None, add, reopen],
                "nobody is hurried before the promise is broken: {stage:?}"
            );
        }
    }

    #[test]
    fn nothing_is_a_dead_end() {
        for stage in AppealStage::ALL {
            let ways = stage.actions().len() + stage.author_actions(true).len();
            assert!(ways > 0, "{stage:?}");
            assert_eq!(stage.is_over(), stage.author_actions(false).contains(&AuthorAction::Reopen));
        }
    }

    #[test]
    fn words_come_back() {
        for stage in AppealStage::ALL {
            assert_eq!(AppealStage::parse(stage.as_str()), Some(stage));
        }
    }
}
