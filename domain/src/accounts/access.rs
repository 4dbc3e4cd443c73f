//! Who may do what with an account: one table of rights for its holder, a relative, a house elder and a guest.

mod invitation;

use serde::{Deserialize, Serialize};

pub use invitation::{
    INVITATION_DAYS, Invitation, InvitationEvent, InvitationRefusal, InvitationState, LONGEST_INVITATION_DAYS,
};

/// What a holder can give to a relative, each by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rights {
    /// See bills, payments and the history.
    pub view: bool,
    /// Give readings.
    pub submit: bool,
    /// Pay.
    pub pay: bool,
}

/// As whom somebody stands before an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// It is in the person's own cabinet.
    Holder,
    /// The holder gave these rights.
    Relative(Rights),
    /// The house elder, for an account on the list (`seeds/003`): gives readings and sees nothing else.
    Elder,
    /// Two identifiers and a short-lived token (`design.md` 5).
    Guest,
    /// A member of staff who looks on behalf of a customer: by construction nothing is changed.
    Preview,
}

/// What can be done with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// See its meters with the last values: needed to give a reading.
    SeeMeters,
    /// See readings, their verdicts and their use.
    SeeHistory,
    /// See what is owed, and to whom: needed to pay.
    SeeBalance,
    /// See bills and payments.
    SeeMoney,
    /// See the holder's name, address and contacts, unmasked.
    SeePerson,
    /// Take the history along as a file.
    Export,
    /// Give a reading, and see the verdict on it.
    SubmitReading,
    /// Correct one's own reading within the window.
    CorrectReading,
    /// Give readings for many accounts at once.
    SubmitSheet,
    /// Pay, and see the receipt of that payment.
    Pay,
    /// Set up or stop automatic payment.
    ManageAutopay,
    /// Write to us in the account's name.
    FileAppeal,
    /// Ask for a contract, a change of owner, a certificate.
    FileApplication,
    /// Invite relatives, change their rights, take them back.
    Share,
    /// Give the account a name and a place among others, for oneself.
    Arrange,
    /// Take the account out of one's cabinet.
    Leave,
}

impl Rights {
    /// Every right.
    pub const ALL: Self = Self { view: true, submit: true, pay: true };

    /// Whether nothing at all is given.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        !(self.view || self.submit || self.pay)
    }

    /// What is left when some are taken back.
    #[must_use]
    pub const fn without(self, revoked: Self) -> Self {
        Self {
            view: self.view && !revoked.view,
            submit: self.submit && !revoked.submit,
            pay: self.pay && !revoked.pay,
        }
    }
}

impl Action {
    /// Every action, for tables and tests.
    pub const ALL: [Self; 16] = [
        Self::SeeMeters,
        Self::SeeHistory,
        Self::SeeBalance,
        Self::SeeMoney,
        Self::SeePerson,
        Self::Export,
        Self::SubmitReading,
        Self::CorrectReading,
        Self::SubmitSheet,
        Self::Pay,
        Self::ManageAutopay,
        Self::FileAppeal,
        Self::FileApplication,
        Self::Share,
        Self::Arrange,
        Self::Leave,
    ];
}

impl Access {
    /// The table. What is not allowed is answered as if the account were not there.
    #[must_use]
    pub const fn allows(self, action: Action) -> bool {
        use Action as A;
        match self {
            Self::Holder => !matches!(action, A::SubmitSheet),
            Self::Relative(rights) => match action {
                A::SeeMeters => rights.view || rights.submit,
                A::SeeBalance => rights.view || rights.pay,
                A::SeeHistory | A::SeeMoney | A::Export => rights.view,
                A::SubmitReading | A::CorrectReading => rights.submit,
                A::Pay => rights.pay,
                A::Arrange | A::Leave => !rights.is_empty(),
                A::SeePerson
                | A::SubmitSheet
                | A::ManageAutopay
                | A::FileAppeal
                | A::FileApplication
                | A::Share => false,
            },
            // The last values stay hidden, too: a verdict says whether a reading counts, not what it is measured by.
            Self::Elder => matches!(action, A::SubmitReading | A::CorrectReading | A::SubmitSheet),
            Self::Guest => {
                matches!(action, A::SeeMeters | A::SeeBalance | A::SubmitReading | A::CorrectReading | A::Pay)
            }
            Self::Preview => matches!(
                action,
                A::SeeMeters | A::SeeHistory | A::SeeBalance | A::SeeMoney | A::SeePerson | A::Export
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relative(view: bool, submit: bool, pay: bool) -> Access {
        Access::Relative(Rights { view, submit, pay })
    }

    /// Who may, in the order: holder, relative who may see, who may give readings, who may pay, elder, guest, preview.
    #[test]
    fn the_whole_table() {
        use Action as A;
        let who = [
            Access::Holder,
            relative(true, false, false),
            relative(false, true, false),
            relative(false, false, true),
            Access::Elder,
            Access::Guest,
            Access::Preview,
        ];
        let table = [
            (A::SeeMeters, "hvs--gp"),
            (A::SeeHistory, "hv----p"),
            (A::SeeBalance, "hv-$-gp"),
            (A::SeeMoney, "hv----p"),
            (A::SeePerson, "h-----p"),
            (A::Export, "hv----p"),
            (A::SubmitReading, "h-s-eg-"),
            (A::CorrectReading, "h-s-eg-"),
            (A::SubmitSheet, "----e--"),
            (A::Pay, "h--$-g-"),
            (A::ManageAutopay, "h------"),
            (A::FileAppeal, "h------"),
            (A::FileApplication, "h------"),
            (A::Share, "h------"),
            (A::Arrange, "hvs$---"),
            (A::Leave, "hvs$---"),
        ];
        assert_eq!(table.map(|(action, _)| action), Action::ALL);
        for (action, marks) in table {
            let allowed: Vec<bool> = marks.chars().map(|mark| mark != '-').collect();
            assert_eq!(who.map(|access| access.allows(action)).to_vec(), allowed, "{action:?}");
        }
    }

    #[test]
    fn rights_add_up_and_never_exceed_the_holders() {
        for bits in 0..8_u8 {
            let (view, submit, pay) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0);
            let access = relative(view, submit, pay);
            for action in Action::ALL {
                let by_parts = [(view, false, false), (false, submit, false), (false, false, pay)]
                    .into_iter()
                    .any(|(view, submit, pay)| relative(view, submit, pay).allows(action));
                assert_eq!(access.allows(action), by_parts, "{bits} {action:?}");
                assert!(!access.allows(action) || Access::Holder.allows(action));
            }
        }
    }

    #[test]
    fn nothing_given_is_nothing_allowed() {
        let nothing = Access::Relative(Rights::ALL.without(Rights::ALL));
        assert!(Action::ALL.into_iter().all(|action| !nothing.allows(action)));
        let left = Rights::ALL.without(Rights { pay: true, ..Rights::default() });
        assert_eq!(left, Rights { view: true, submit: true, pay: false });
    }

    #[test]
    fn a_preview_changes_nothing() {
        use Action as A;
        let seeing = [A::SeeMeters, A::SeeHistory, A::SeeBalance, A::SeeMoney, A::SeePerson, A::Export];
        for action in Action::ALL {
            assert_eq!(Access::Preview.allows(action), seeing.contains(&action), "{action:?}");
        }
    }
}
