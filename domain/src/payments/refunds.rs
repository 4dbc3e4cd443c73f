//! Money on its way back: how much may go, how a refund ends, and which entries of the ledger it takes back.

use serde::{Deserialize, Serialize};

use super::{PaymentEvent, Transition};
use crate::Kopecks;

/// Where a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// Journaled here; the acquirer has not said that the money is gone.
    Asked,
    /// The money went back; it is taken off the ledger.
    Returned,
    /// The acquirer refused for good; the money is where it was.
    Refused,
}

/// What can happen to a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefundEvent {
    /// The acquirer, asked by us, says that the money went back.
    Returned,
    /// The acquirer, asked by us, says that it never will.
    Refused,
}

impl RefundState {
    /// Every state, for tables and tests.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Returned, Self::Refused];

    /// What an event does; `true` means something new. Money that left is never denied, however late the news.
    #[must_use]
    pub const fn on(self, event: RefundEvent) -> (Self, bool) {
        match (self, event) {
            (Self::Asked | Self::Refused, RefundEvent::Returned) => (Self::Returned, true),
            (Self::Asked, RefundEvent::Refused) => (Self::Refused, true),
            (Self::Returned, _) | (Self::Refused, RefundEvent::Refused) => (self, false),
        }
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Returned => "returned",
            Self::Refused => "refused",
        }
    }

    /// The opposite of [`RefundState::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Why money does not go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundProblem {
    /// No money was taken, or all of it went back.
    #[error("the payment has no money that could go back")]
    NothingTaken,
    /// Nothing or less.
    #[error("a refund is above zero")]
    NotPositive,
    /// More than is left.
    #[error("only {left} is left of the payment")]
    TooMuch {
        /// What neither went back nor is on its way.
        left: Kopecks,
    },
}

/// The refunds of one payment, summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refunds {
    /// What was paid.
    pub paid: Kopecks,
    /// What is on its way back.
    pub asked: Kopecks,
    /// What went back.
    pub returned: Kopecks,
}

impl Refunds {
    /// Sums them.
    pub fn of(paid: Kopecks, refunds: impl IntoIterator<Item = (RefundState, Kopecks)>) -> Self {
        let mut sums = Self { paid, ..Self::default() };
        for (state, amount) in refunds {
            match state {
                RefundState::Asked => sums.asked += amount,
                RefundState::Returned => sums.returned += amount,
                RefundState::Refused => {}
            }
        }
        sums
    }

    /// What may still be sent back.
    #[must_use]
    pub fn left(self) -> Kopecks {
        Kopecks(self.paid.0 - self.asked.0 - self.returned.0)
    }

    /// Whether so much may be sent back of a payment that is in such a state.
    ///
    /// # Errors
    /// [`RefundProblem`].
    pub fn check(self, payment: super::PaymentState, amount: Kopecks) -> Result<(), RefundProblem> {
        if !payment.is_paid() || payment.on(PaymentEvent::RefundAsked) == Transition::Conflict {
            Err(RefundProblem::NothingTaken)
        } else if !amount.is_positive() {
            Err(RefundProblem::NotPositive)
        } else if amount > self.left() {
            Err(RefundProblem::TooMuch { left: self.left() })
        } else {
            Ok(())
        }
    }

    /// What the payment hears when one of them has ended; nothing while another one is under way.
    #[must_use]
    pub fn news(self) -> Option<PaymentEvent> {
        if self.asked.is_positive() {
            None
        } else if self.returned >= self.paid {
            Some(PaymentEvent::AllReturned)
        } else {
            Some(PaymentEvent::PartKept)
        }
    }
}

/// Which shares of a payment a refund takes back: the last first, so that an advance goes before a debt that was paid.
/// `left` is what is left of each share, above zero. `None` when they do not hold so much.
#[must_use]
pub fn returned_shares(left: &[Kopecks], amount: Kopecks) -> Option<Vec<(usize, Kopecks)>> {
    let mut rest = amount.0;
    let mut taken = Vec::new();
    for (place, share) in left.iter().enumerate().rev() {
        let part = share.0.max(0).min(rest);
        if part > 0 {
            taken.push((place, Kopecks(part)));
            rest -= part;
        }
    }
    (rest == 0).then_some(taken)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::payments::PaymentState;

    /// A payment with its refunds, as the server keeps them.
    struct Case {
        payment: PaymentState,
        paid: Kopecks,
        refunds: Vec<(RefundState, Kopecks)>,
        taken_back: Kopecks,
    }

    impl Case {
        fn sums(&self) -> Refunds {
            Refunds::of(self.paid, self.refunds.iter().copied())
        }

        fn ask(&mut self, amount: Kopecks) {
            if self.sums().check(self.payment, amount).is_ok() {
                self.refunds.push((RefundState::Asked, amount));
                self.happen(PaymentEvent::RefundAsked);
            }
        }

        fn hear(&mut self, refund: usize, event: RefundEvent) {
            let (state, amount) = self.refunds[refund];
            let (next, is_news) = state.on(event);
            self.refunds[refund].0 = next;
            if is_news && next == RefundState::Returned {
                self.taken_back += amount;
            }
            if let Some(event) = self.sums().news().filter(|_| is_news) {
                self.happen(event);
            }
        }

        fn happen(&mut self, event: PaymentEvent) {
            if let Transition::To(next) = self.payment.on(event) {
                self.payment = next;
            }
        }
    }

    proptest! {
        /// Facts decide, not the order in which they are heard, nor how often.
        #[test]
        fn news_in_any_order_end_alike(
            sums in prop::collection::vec(1_i64..60, 1..6),
            returned in prop::collection::vec(any::<bool>(), 6),
            order in prop::collection::vec(0_usize..6, 0..30),
        ) {
            let case = || {
                let mut case = Case {
                    payment: PaymentState::Succeeded, paid: Kopecks(100), refunds: vec![], taken_back: Kopecks(0),
                };
                sums.iter().for_each(|sum| case.ask(Kopecks(*sum)));
                case
            };
            let fact = |n: usize| if returned[n] { RefundEvent::Returned } else { RefundEvent::Refused };
            let (mut shuffled, mut straight) = (case(), case());
            let count = straight.refunds.len();
            (0..count).for_each(|n| straight.hear(n, fact(n)));
            order.iter().filter(|n| **n < count).for_each(|n| shuffled.hear(*n, fact(*n)));
            (0..count).rev().for_each(|n| shuffled.hear(n, fact(n)));
            prop_assert_eq!(shuffled.payment, straight.payment);
            prop_assert_eq!(shuffled.taken_back, straight.taken_back);
            prop_assert_eq!(straight.taken_back, straight.sums().returned);
            prop_assert!(straight.taken_back <= straight.paid);
            let is_whole = straight.taken_back == straight.paid;
            prop_assert_eq!(straight.payment == PaymentState::Refunded, is_whole);
        }

        #[test]
        fn shares_give_back_exactly_what_is_asked(
            left in prop::collection::vec(0_i64..500, 0..6), amount in 1_i64..2_000,
        ) {
            let shares: Vec<_> = left.iter().copied().map(Kopecks).collect();
            match returned_shares(&shares, Kopecks(amount)) {
                Some(taken) => {
                    prop_assert_eq!(taken.iter().map(|(_, part)| part.0).sum::<i64>(), amount);
                    prop_assert!(taken.iter().all(|(place, part)| part.0 > 0 && part.0 <= left[*place]));
                }
                None => prop_assert!(left.iter().sum::<i64>() < amount),
            }
        }
    }

    #[test]
    fn no_more_goes_back_than_was_paid() {
        use PaymentState as S;
        let sums = Refunds::of(
            Kopecks(1_000),
            [
                (RefundState::Returned, Kopecks(300)),
                (RefundState::Refused, Kopecks(900)),
                (RefundState::Asked, Kopecks(200)),
            ],
        );
        assert_eq!(sums.left(), Kopecks(500));
        assert_eq!(sums.news(), None);
        let left = Kopecks(500);
        for (state, amount, answer) in [
            (S::Refunding, 500, Ok(())),
            (S::Succeeded, 1, Ok(())),
            (S::Refunding, 501, Err(RefundProblem::TooMuch { left })),
            (S::Refunding, 0, Err(RefundProblem::NotPositive)),
            (S::Refunding, -5, Err(RefundProblem::NotPositive)),
            (S::Refunded, 1, Err(RefundProblem::NothingTaken)),
            (S::Waiting, 1, Err(RefundProblem::NothingTaken)),
            (S::Expired, 1, Err(RefundProblem::NothingTaken)),
        ] {
            assert_eq!(sums.check(state, Kopecks(amount)), answer, "{state:?} {amount}");
        }
    }

    #[test]
    fn the_whole_table_of_a_refund() {
        use RefundEvent as E;
        use RefundState as S;
        for (state, on_returned, on_refused) in [
            (S::Asked, (S::Returned, true), (S::Refused, true)),
            (S::Returned, (S::Returned, false), (S::Returned, false)),
            (S::Refused, (S::Returned, true), (S::Refused, false)),
        ] {
            assert_eq!([state.on(E::Returned), state.on(E::Refused)], [on_returned, on_refused]);
            assert_eq!(RefundState::parse(state.as_str()), Some(state));
        }
    }

    #[test]
    fn an_advance_goes_back_before_a_debt() {
        let shares = [Kopecks(500), Kopecks(0), Kopecks(300)];
        assert_eq!(returned_shares(&shares, Kopecks(200)), Some(vec![(2, Kopecks(200))]));
        assert_eq!(returned_shares(&shares, Kopecks(400)), Some(vec![(2, Kopecks(300)), (0, Kopecks(100))]));
        assert_eq!(returned_shares(&shares, Kopecks(801)), None);
    }
}
