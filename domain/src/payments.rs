//! The life of a payment: one table of states and events, read by server, portal and terminal.
//!
//! Notification, poll and the payer's own clicks may come in any order, twice, late or never;
//! [`PaymentState::on`] has an answer for each of them. No acquirer's name appears here.

pub mod autopay;
mod refunds;
mod repeats;

use serde::{Deserialize, Serialize};

pub use refunds::{RefundEvent, RefundProblem, RefundState, Refunds, returned_shares};
pub use repeats::{Earlier, may_repeat};

use crate::Kopecks;

/// Where a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Journaled here; the acquirer does not answer for it yet. The payer has no link.
    Created,
    /// The acquirer waits for the payer.
    Waiting,
    /// Money was taken and credited.
    Succeeded,
    /// Declined, or given up before the payer had a link.
    Cancelled,
    /// Nobody paid in time.
    Expired,
    /// Money was taken, and some of it is on its way back.
    Refunding,
    /// All of the money went back.
    Refunded,
}

/// What can happen to a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentEvent {
    /// The acquirer registered it and gave a link or a QR.
    Registered,
    /// The acquirer, asked by us, says that the money is taken.
    Paid,
    /// The acquirer, asked by us, says that it will never be paid.
    Declined,
    /// The payer gives it up on our page.
    Withdrawn,
    /// Its time is over and the acquirer, asked by us, knows of no money.
    TimedOut,
    /// A member of staff sends money back.
    RefundAsked,
    /// No refund is under way any more, and some of the money stays.
    PartKept,
    /// No refund is under way any more, and none of the money stays.
    AllReturned,
}

impl PaymentEvent {
    /// Every event, for tables and tests.
    pub const ALL: [Self; 8] = [
        Self::Registered,
        Self::Paid,
        Self::Declined,
        Self::Withdrawn,
        Self::TimedOut,
        Self::RefundAsked,
        Self::PartKept,
        Self::AllReturned,
    ];
}

/// What an event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// To another state; its effects happen in the same transaction.
    To(PaymentState),
    /// Nothing new: a repeat or a latecomer.
    Stay,
    /// Contradicts what is known: keep the state, tell an operator.
    Conflict,
}

/// The screen a payment belongs on, whichever way the payer came: forward, Back, reload or a second tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentScreen {
    /// "Connecting with the bank", nothing charged yet; may be given up.
    Preparing,
    /// "Continue at the bank", and what to do if one has already paid there.
    AtBank,
    /// The receipt.
    Receipt,
    /// What went wrong and that nothing was charged; offers a new start.
    Failed,
}

impl PaymentState {
    /// Every state, for tables and tests.
    pub const ALL: [Self; 7] = [
        Self::Created,
        Self::Waiting,
        Self::Succeeded,
        Self::Cancelled,
        Self::Expired,
        Self::Refunding,
        Self::Refunded,
    ];

    /// The table. Money that the acquirer confirms is never refused, however late the news.
    #[must_use]
    pub const fn on(self, event: PaymentEvent) -> Transition {
        use PaymentEvent as E;
        use PaymentState as S;
        use Transition::{Conflict, Stay, To};
        match (self, event) {
            (S::Created, E::Registered) => To(S::Waiting),
            (S::Created | S::Waiting | S::Cancelled | S::Expired, E::Paid) => To(S::Succeeded),
            (S::Created | S::Waiting, E::Declined) => To(S::Cancelled),
            (S::Created, E::Withdrawn) => To(S::Cancelled),
            (S::Created | S::Waiting, E::TimedOut) => To(S::Expired),
            (S::Succeeded, E::RefundAsked) => To(S::Refunding),
            (S::Refunding, E::PartKept) => To(S::Succeeded),
            // Sent back by somebody else than us, whole and at once: the acquirer's word counts.
            (S::Succeeded | S::Refunding, E::AllReturned) => To(S::Refunded),
            (S::Succeeded | S::Refunding | S::Refunded, E::Declined)
            | (S::Refunded, E::RefundAsked)
            // No money was taken that we know of: nothing can go back.
            | (
                S::Created | S::Waiting | S::Cancelled | S::Expired,
                E::RefundAsked | E::PartKept | E::AllReturned,
            ) => Conflict,
            // Once the payer holds a link we cannot take it back: it runs out by itself.
            (S::Waiting, E::Registered | E::Withdrawn)
            | (
                S::Succeeded | S::Refunding | S::Refunded,
                E::Registered | E::Paid | E::Withdrawn | E::TimedOut,
            )
            | (S::Cancelled | S::Expired, E::Registered | E::Declined | E::Withdrawn | E::TimedOut)
            // A second refund beside the first; late news of an earlier one.
            | (S::Refunding, E::RefundAsked)
            | (S::Succeeded | S::Refunded, E::PartKept)
            | (S::Refunded, E::AllReturned) => Stay,
        }
    }

    /// Whether the acquirer still has to be asked about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::Waiting)
    }

    /// Whether money was taken for it: then there is a receipt, whatever went back later.
    #[must_use]
    pub const fn is_paid(self) -> bool {
        matches!(self, Self::Succeeded | Self::Refunding | Self::Refunded)
    }

    /// The screen it belongs on. What was paid keeps its receipt; what went back stands beside it.
    #[must_use]
    pub const fn screen(self) -> PaymentScreen {
        match self {
            Self::Created => PaymentScreen::Preparing,
            Self::Waiting => PaymentScreen::AtBank,
            Self::Succeeded | Self::Refunding | Self::Refunded => PaymentScreen::Receipt,
            Self::Cancelled | Self::Expired => PaymentScreen::Failed,
        }
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Waiting => "waiting",
            Self::Succeeded => "succeeded",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Refunding => "refunding",
            Self::Refunded => "refunded",
        }
    }

    /// The opposite of [`PaymentState::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// How the payer pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Bank card on the acquirer's hosted page.
    BankCard,
    /// Fast payments system (СБП): a QR on the screen, or a link on a telephone.
    Sbp,
    /// The application of Sberbank.
    SberPay,
    /// The application of T-Bank.
    TPay,
    /// At a terminal or in a bank whose agent has taken the money and tells us of it.
    Agent,
}

impl PaymentMethod {
    /// Every way of paying, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::BankCard, Self::Sbp, Self::SberPay, Self::TPay, Self::Agent];
    /// What a branch offers that says nothing else.
    pub const USUAL: [Self; 2] = [Self::BankCard, Self::Sbp];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BankCard => "bank_card",
            Self::Sbp => "sbp",
            Self::SberPay => "sber_pay",
            Self::TPay => "t_pay",
            Self::Agent => "agent",
        }
    }

    /// Whether our own page takes it. What an agent took is told of by the agent alone.
    #[must_use]
    pub const fn is_offered_here(self) -> bool {
        !matches!(self, Self::Agent)
    }

    /// The opposite of [`PaymentMethod::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == word)
    }
}

/// Smallest sum taken, 1.00 ₽ (`contracts.md` 4, the same at every channel).
pub const MIN_AMOUNT: Kopecks = Kopecks(100);
/// Largest sum taken at once, 100 000.00 ₽.
pub const MAX_AMOUNT: Kopecks = Kopecks(10_000_000);

/// Why a sum is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Under [`MIN_AMOUNT`].
    #[error("below the least amount")]
    TooSmall,
    /// Over [`MAX_AMOUNT`].
    #[error("above the largest amount")]
    TooLarge,
}

/// Whether a sum can be paid at once.
///
/// # Errors
/// [`AmountError`] outside [`MIN_AMOUNT`]..=[`MAX_AMOUNT`].
pub fn check_amount(amount: Kopecks) -> Result<(), AmountError> {
    if amount < MIN_AMOUNT {
        Err(AmountError::TooSmall)
    } else if amount > MAX_AMOUNT {
        Err(AmountError::TooLarge)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_whole_table() {
        use PaymentState as S;
        use Transition::{Conflict, Stay, To};
        let (paid, refunding, refunded) = (To(S::Succeeded), To(S::Refunding), To(S::Refunded));
        let (dead, late) = (To(S::Cancelled), To(S::Expired));
        let no = Conflict;
        // Registered, paid, declined, withdrawn, timed out; refund asked, part kept, all returned.
        let table = [
            (S::Created, [To(S::Waiting), paid, dead, dead, late, no, no, no]),
            (S::Waiting, [Stay, paid, dead, Stay, late, no, no, no]),
            (S::Succeeded, [Stay, Stay, no, Stay, Stay, refunding, Stay, refunded]),
            (S::Cancelled, [Stay, paid, Stay, Stay, Stay, no, no, no]),
            (S::Expired, [Stay, paid, Stay, Stay, Stay, no, no, no]),
            (S::Refunding, [Stay, Stay, no, Stay, Stay, Stay, paid, refunded]),
            (S::Refunded, [Stay, Stay, no, Stay, Stay, no, Stay, Stay]),
        ];
        assert_eq!(table.map(|(state, _)| state).len(), S::ALL.len());
        for (state, results) in table {
            assert_eq!(PaymentEvent::ALL.map(|event| state.on(event)), results, "{state:?}");
        }
    }

    proptest! {
        /// Whatever the order and however often: paid once means credited once, and it stays so.
        #[test]
        fn money_is_never_lost(order in proptest::collection::vec(0..PaymentEvent::ALL.len(), 0..20)) {
            let mut state = PaymentState::Created;
            let mut credits = 0;
            for i in &order {
                if let Transition::To(next) = state.on(PaymentEvent::ALL[*i]) {
                    credits += u32::from(next.is_paid() && !state.is_paid());
                    prop_assert!(next.is_paid() || !state.is_paid(), "what was paid is never unpaid");
                    state = next;
                }
            }
            let was_paid = order.iter().any(|i| PaymentEvent::ALL[*i] == PaymentEvent::Paid);
            prop_assert_eq!(state.is_paid(), was_paid);
            prop_assert_eq!(credits, u32::from(was_paid));
        }
    }

    #[test]
    fn amounts_have_edges() {
        for (kopecks, expected) in [
            (99, Err(AmountError::TooSmall)),
            (-100, Err(AmountError::TooSmall)),
            (100, Ok(())),
            (10_000_000, Ok(())),
            (10_000_001, Err(AmountError::TooLarge)),
        ] {
            assert_eq!(check_amount(Kopecks(kopecks)), expected);
        }
    }

    #[test]
    fn words_come_back() {
        for state in PaymentState::ALL {
            assert_eq!(PaymentState::parse(state.as_str()), Some(state));
        }
        for method in PaymentMethod::ALL {
            assert_eq!(PaymentMethod::parse(method.as_str()), Some(method));
        }
    }
}
