//! Appeals (обращения): their kinds, their stages, and who may move them.

use serde::{Deserialize, Serialize};

/// What an appeal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppealKind {
    /// Something was done wrong.
    Complaint,
    /// Something is not clear.
    Question,
    /// Something could be better.
    Suggestion,
    /// Something was done well.
    Thanks,
    /// No power, or power of bad quality: handed to the grid operator's duty desk.
    Outage,
    /// Money that is looked for. Opens by itself; nobody writes one.
    PaymentSearch,
}

/// How far an appeal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppealStage {
    /// Has its number; nobody looked yet.
    Registered,
    /// A clerk has it.
    InWork,
    /// The clerk waits for the customer's data.
    NeedsData,
    /// Answered on the merits.
    Answered,
    /// Over.
    Closed,
}

/// What a clerk does with an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppealAction {
    /// Takes it.
    Take,
    /// Asks the customer for what is missing.
    AskForData,
    /// Answers on the merits.
    Answer,
    /// Ends it.
    Close,
}

impl AppealKind {
    /// Every kind that people write, in the order offered.
    pub const ALL: [Self; 5] =
        [Self::Complaint, Self::Question, Self::Outage, Self::Suggestion, Self::Thanks];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Question => "question",
            Self::Suggestion => "suggestion",
            Self::Thanks => "thanks",
            Self::Outage => "outage",
            Self::PaymentSearch => "payment_search",
        }
    }

    /// The opposite of [`AppealKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::PaymentSearch]).find(|kind| kind.as_str() == word)
    }
}

impl AppealStage {
    /// Every stage.
    pub const ALL: [Self; 5] =
        [Self::Registered, Self::InWork, Self::NeedsData, Self::Answered, Self::Closed];

    /// The stage an action leads to; `None` when the action has no place here.
    #[must_use]
    pub const fn after(self, action: AppealAction) -> Option<Self> {
        use AppealAction as A;
        match (self, action) {
            (Self::Registered, A::Take) => Some(Self::InWork),
            (Self::InWork, A::AskForData) => Some(Self::NeedsData),
            (Self::InWork | Self::NeedsData, A::Answer) => Some(Self::Answered),
            (Self::NeedsData | Self::Answered, A::Close) => Some(Self::Closed),
            _ => None,
        }
    }

    /// What a clerk can do here.
    #[must_use]
    pub fn actions(self) -> Vec<AppealAction> {
        AppealAction::ALL.into_iter().filter(|action| self.after(*action).is_some()).collect()
    }

    /// Whether the promise of a review within three working days is kept: somebody looked and answered.
    #[must_use]
    pub const fn meets_review(self) -> bool {
        matches!(self, Self::NeedsData | Self::Answered | Self::Closed)
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::InWork => "in_work",
            Self::NeedsData => "needs_data",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// The opposite of [`AppealStage::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }
}

impl AppealAction {
    /// Every action.
    pub const ALL: [Self; 4] = [Self::Take, Self::AskForData, Self::Answer, Self::Close];

    /// Whether the customer gets words with it.
    #[must_use]
    pub const fn needs_text(self) -> bool {
        matches!(self, Self::AskForData | Self::Answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        use AppealStage as S;
        let table = [
            (S::Registered, [Some(S::InWork), None, None, None]),
            (S::InWork, [None, Some(S::NeedsData), Some(S::Answered), None]),
            (S::NeedsData, [None, None, Some(S::Answered), Some(S::Closed)]),
            (S::Answered, [None, None, None, Some(S::Closed)]),
            (S::Closed, [None, None, None, None]),
        ];
        for (stage, results) in table {
            assert_eq!(AppealAction::ALL.map(|action| stage.after(action)), results, "{stage:?}");
        }
    }

    #[test]
    fn words_come_back() {
        for stage in AppealStage::ALL {
            assert_eq!(AppealStage::parse(stage.as_str()), Some(stage));
        }
        for kind in AppealKind::ALL {
            assert_eq!(AppealKind::parse(kind.as_str()), Some(kind));
        }
    }
}
