//! Appeals (обращения): their kinds, their stages, and who may move them.

mod files;
mod road;

use serde::{Deserialize, Serialize};

pub use files::{
    FileKind, FileProblem, MOST_FILE_BYTES, MOST_FILES, MOST_SENT_BYTES, MOST_SENT_FILES, clean_file_name,
    identify,
};
pub use road::{AppealAction, AppealStage, AuthorAction};

/// What an appeal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppealKind {
    /// Something was done wrong.
    Complaint,
    /// Something is not clear.
    Question,
    /// Money or another redress is demanded.
    Claim,
    /// Something could be better.
    Suggestion,
    /// Something was done well.
    Thanks,
    /// No power, or power of bad quality: handed to the grid operator's duty desk.
    Outage,
    /// Somebody uses power past the meter or without a contract, or damages the grid: handed to its operator.
    Theft,
    /// Money that is looked for. Opens by itself; nobody writes one.
    PaymentSearch,
}

impl AppealKind {
    /// Every kind that people write, in the order offered.
    pub const ALL: [Self; 7] = [
        Self::Complaint,
        Self::Question,
        Self::Claim,
        Self::Outage,
        Self::Theft,
        Self::Suggestion,
        Self::Thanks,
    ];

    /// Whether the grid operator has to do something: its desk is named, and the appeal is handed on to it.
    #[must_use]
    pub const fn is_grids(self) -> bool {
        matches!(self, Self::Outage | Self::Theft)
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Question => "question",
            Self::Claim => "claim",
            Self::Suggestion => "suggestion",
            Self::Thanks => "thanks",
            Self::Outage => "outage",
            Self::Theft => "theft",
            Self::PaymentSearch => "payment_search",
        }
    }

    /// The opposite of [`AppealKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::PaymentSearch]).find(|kind| kind.as_str() == word)
    }
}

/// Why an appeal is not answered on the merits (`seeds/002` ch. 4 s. 3 p. 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalGround {
    /// Obscene or insulting words, or threats.
    Abuse,
    /// It cannot be read.
    Unreadable,
    /// It was answered before, and says nothing new.
    Repeated,
    /// An answer would give a commercial secret away.
    Secret,
}

impl RefusalGround {
    /// Every ground, in the order offered.
    pub const ALL: [Self; 4] = [Self::Repeated, Self::Unreadable, Self::Abuse, Self::Secret];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Abuse => "abuse",
            Self::Unreadable => "unreadable",
            Self::Repeated => "repeated",
            Self::Secret => "secret",
        }
    }

    /// The opposite of [`RefusalGround::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for kind in AppealKind::ALL {
            assert_eq!(AppealKind::parse(kind.as_str()), Some(kind));
        }
        for ground in RefusalGround::ALL {
            assert_eq!(RefusalGround::parse(ground.as_str()), Some(ground));
        }
    }
}
