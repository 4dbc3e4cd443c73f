//! The life of a payment: one table of states and events, read by server, portal and terminal.
//!
//! Notification, poll and the payer's own clicks may come in any order, twice, late or never;
//! [`PaymentState::on`] has an answer for each of them. No acquirer's name appears here.

use serde::{Deserialize, Serialize};

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
    pub const ALL: [Self; 5] =
        [Self::Created, Self::Waiting, Self::Succeeded, Self::Cancelled, Self::Expired];

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
            (S::Succeeded, E::Declined) => Conflict,
            // Once the payer holds a link we cannot take it back: it runs out by itself.
            (S::Waiting, E::Registered | E::Withdrawn)
            | (S::Succeeded, E::Registered | E::Paid | E::Withdrawn | E::TimedOut)
            | (S::Cancelled | S::Expired, E::Registered | E::Declined | E::Withdrawn | E::TimedOut) => Stay,
        }
    }

    /// Whether the acquirer still has to be asked about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::Waiting)
    }

    /// The screen it belongs on.
    #[must_use]
    pub const fn screen(self) -> PaymentScreen {
        match self {
            Self::Created => PaymentScreen::Preparing,
            Self::Waiting => PaymentScreen::AtBank,
            Self::Succeeded => PaymentScreen::Receipt,
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
    /// Fast payments system (СБП): a QR on the screen.
    Sbp,
    /// At a terminal or in a bank whose agent has taken the money and tells us of it.
    Agent,
}

impl PaymentMethod {
    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BankCard => "bank_card",
            Self::Sbp => "sbp",
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
        [Self::BankCard, Self::Sbp, Self::Agent].into_iter().find(|method| method.as_str() == word)
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

    const EVENTS: [PaymentEvent; 5] = [
        PaymentEvent::Registered,
        PaymentEvent::Paid,
        PaymentEvent::Declined,
        PaymentEvent::Withdrawn,
        PaymentEvent::TimedOut,
    ];

    #[test]
    fn the_whole_table() {
        use PaymentState as S;
        use Transition::{Conflict, Stay, To};
        let table = [
            (
                S::Created,
                [To(S::Waiting), To(S::Succeeded), To(S::Cancelled), To(S::Cancelled), To(S::Expired)],
            ),
            (S::Waiting, [Stay, To(S::Succeeded), To(S::Cancelled), Stay, To(S::Expired)]),
            (S::Succeeded, [Stay, Stay, Conflict, Stay, Stay]),
            (S::Cancelled, [Stay, To(S::Succeeded), Stay, Stay, Stay]),
            (S::Expired, [Stay, To(S::Succeeded), Stay, Stay, Stay]),
        ];
        for (state, results) in table {
            assert_eq!(EVENTS.map(|event| state.on(event)), results, "{state:?}");
        }
    }

    proptest! {
        /// Whatever the order and however often: paid once means succeeded, and it stays so.
        #[test]
        fn money_is_never_lost(order in proptest::collection::vec(0..EVENTS.len(), 0..20)) {
            let mut state = PaymentState::Created;
            let mut credits = 0;
            for i in &order {
                if let Transition::To(next) = state.on(EVENTS[*i]) {
                    credits += u32::from(next == PaymentState::Succeeded);
                    state = next;
                }
            }
            let was_paid = order.iter().any(|i| EVENTS[*i] == PaymentEvent::Paid);
            prop_assert_eq!(state == PaymentState::Succeeded, was_paid);
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
    }
}
