//! What a household may be told of by short notices, and which way of telling is whose choice.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::accounts::access::Action;

/// What somebody is told of about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The window closes and a meter has no reading.
    Readings,
    /// A bill was due and is not paid.
    Debt,
    /// A month is billed.
    Bill,
    /// A payment is credited, whoever made it and wherever.
    Payment,
    /// An outage of the house is planned, lasts longer, or is over.
    Outage,
    /// Something became of an appeal or an application.
    Case,
}

/// How letters about something are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LetterRule {
    /// By a tick beside the other ways.
    Chosen,
    /// They answer what the customer did, and always come.
    Always,
    /// By a consent or an address of their own, on a page of their own.
    Apart,
}

impl NoticeKind {
    /// Every kind, as they are listed.
    pub const ALL: [Self; 6] =
        [Self::Readings, Self::Debt, Self::Bill, Self::Payment, Self::Outage, Self::Case];

    /// The word in the store and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Readings => "readings",
            Self::Debt => "debt",
            Self::Bill => "bill",
            Self::Payment => "payment",
            Self::Outage => "outage",
            Self::Case => "case",
        }
    }

    /// The opposite of [`NoticeKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// What somebody must be allowed to do with the account to be told of it.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Readings => Action::SubmitReading,
            Self::Debt | Self::Bill | Self::Payment => Action::SeeMoney,
            Self::Outage => Action::Arrange,
            Self::Case => Action::FileAppeal,
        }
    }

    /// How letters about it are chosen.
    #[must_use]
    pub const fn letters(self) -> LetterRule {
        match self {
            Self::Readings | Self::Debt => LetterRule::Chosen,
            Self::Payment | Self::Case => LetterRule::Always,
            Self::Bill | Self::Outage => LetterRule::Apart,
        }
    }

    /// How old a notice may be when it leaves: yesterday's news of an outage mislead, a bill is as true the next week.
    #[must_use]
    pub const fn lives(self) -> Option<TimeDelta> {
        match self {
            Self::Outage => Some(TimeDelta::hours(24)),
            Self::Readings | Self::Debt | Self::Bill | Self::Payment | Self::Case => None,
        }
    }

    /// Whether newer news of the same account make older ones that have not left superfluous.
    #[must_use]
    pub const fn supersedes(self) -> bool {
        matches!(self, Self::Outage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::access::Access;

    #[test]
    fn words_come_back() {
        for kind in NoticeKind::ALL {
            assert_eq!(NoticeKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!(NoticeKind::parse("weather"), None);
    }

    #[test]
    fn a_house_elder_is_told_of_no_money_and_no_case() {
        let told = |access: Access| {
            NoticeKind::ALL.into_iter().filter(move |kind| access.allows(kind.action())).collect::<Vec<_>>()
        };
        assert_eq!(told(Access::Holder), NoticeKind::ALL);
        assert_eq!(told(Access::Elder), [NoticeKind::Readings]);
        assert_eq!(told(Access::Guest), [NoticeKind::Readings]);
    }
}
