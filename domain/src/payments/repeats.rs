//! Whether a payment may be the same debt paid twice by mistake.

use super::PaymentState;
use crate::Kopecks;

/// A payment of the same account to the same payee that stands beside a new one: not finished, or of the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// How much.
    pub amount: Kopecks,
    /// Where it stands.
    pub state: PaymentState,
}

impl Earlier {
    /// Whether its money is, or may yet be, with the payee: what failed or goes back is no reason to hesitate.
    #[must_use]
    pub const fn counts(&self) -> bool {
        self.state.is_open() || matches!(self.state, PaymentState::Succeeded)
    }
}

/// Whether a payment of `amount` may repeat an earlier one, where `owed` is what the payee is owed now: it is for the same
/// sum, or for more than will be owed once the payments under way have arrived. A part of a debt beside another part is no
/// repeat, and without an earlier payment nothing is: paying ahead is everybody's right.
///
/// The rule is ours: a portal must not take the same bill twice without saying so.
#[must_use]
pub fn may_repeat(earlier: &[Earlier], amount: Kopecks, owed: Kopecks) -> bool {
    let mut counting = earlier.iter().filter(|payment| payment.counts()).peekable();
    if counting.peek().is_none() {
        return false;
    }
    let mut arriving = Kopecks::ZERO;
    for payment in counting {
        if payment.amount == amount {
            return true;
        }
        if payment.state.is_open() {
            arriving += payment.amount;
        }
    }
    amount + arriving > owed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn earlier(kopecks: i64, state: PaymentState) -> Earlier {
        Earlier { amount: Kopecks(kopecks), state }
    }

    #[test]
    fn a_debt_is_not_paid_twice_without_a_word() {
        use PaymentState::{Cancelled, Created, Expired, Refunded, Refunding, Succeeded, Waiting};
        for (before, amount, owed, expected) in [
            (vec![], 100_000, 100_000, false),
            (vec![], 100_000, 0, false),
            // The whole debt, a second time: while the first is under way, and once it has arrived.
            (vec![(100_000, Created)], 100_000, 100_000, true),
            (vec![(100_000, Waiting)], 100_000, 100_000, true),
            (vec![(100_000, Succeeded)], 100_000, 0, true),
            // Another sum, for which nothing is left.
            (vec![(100_000, Waiting)], 500, 100_000, true),
            (vec![(100_000, Succeeded)], 500, 0, true),
            // A debt in parts.
            (vec![(40_000, Succeeded)], 60_000, 60_000, false),
            (vec![(40_000, Waiting)], 60_000, 100_000, false),
            (vec![(40_000, Waiting)], 60_001, 100_000, true),
            (vec![(40_000, Succeeded)], 40_000, 60_000, true),
            (vec![(30_000, Succeeded), (30_000, Waiting)], 40_000, 70_000, false),
            (vec![(30_000, Succeeded), (30_000, Waiting)], 40_001, 70_000, true),
            // What came to nothing.
            (vec![(100_000, Cancelled)], 100_000, 100_000, false),
            (vec![(100_000, Expired)], 100_000, 100_000, false),
            (vec![(100_000, Refunding)], 100_000, 100_000, false),
            (vec![(100_000, Refunded)], 100_000, 100_000, false),
        ] {
            let list: Vec<_> = before.iter().map(|(sum, state)| earlier(*sum, *state)).collect();
            assert_eq!(
                may_repeat(&list, Kopecks(amount), Kopecks(owed)),
                expected,
                "{before:?} {amount} {owed}"
            );
        }
    }
}
