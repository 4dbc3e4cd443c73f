//! "Call me back": what it is about, and the account when the visitor has said which.

use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::appeals::AppealKind;

use super::Visit;

/// What somebody wants to be called about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What is charged and paid.
    Money,
    /// The meter and its readings.
    Meter,
    /// Contract, owner, documents.
    Contract,
    /// Something was done wrong.
    Complaint,
}

impl Topic {
    /// Every one, in the order offered.
    pub const ALL: [Self; 4] = [Self::Money, Self::Meter, Self::Contract, Self::Complaint];

    /// What it is registered as.
    #[must_use]
    pub const fn kind(self) -> AppealKind {
        match self {
            Self::Complaint => AppealKind::Complaint,
            Self::Money | Self::Meter | Self::Contract => AppealKind::Question,
        }
    }
}

/// Who wants to be called, and what about.
#[derive(Clone, Debug, PartialEq)]
pub struct CallBack {
    /// The visitor, when the account is known; a call is asked for without it, too.
    pub visit: Option<Box<Visit>>,
    /// What about.
    pub topic: Topic,
}

impl CallBack {
    /// The account that it concerns.
    #[must_use]
    pub fn account(&self) -> Option<&AccountNumber> {
        self.visit.as_ref().map(|visit| &visit.access.account)
    }
}
