//! What may correct an entry: the ledger only grows, and an entry is never turned into its opposite.

use crate::Kopecks;
use crate::bills::CorrectionReason;

/// Why an entry cannot be corrected so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionProblem {
    /// Nothing would change.
    #[error("a correction of nothing")]
    Nothing,
    /// More would be taken away than is left of the entry.
    #[error("only {left} is left of the entry")]
    TooMuch {
        /// What earlier corrections have left of it.
        left: Kopecks,
    },
    /// For this reason an entry only becomes less.
    #[error("for this reason an entry only becomes less")]
    WouldGrow,
    /// The sum does not fit.
    #[error("the sum is too large")]
    TooLarge,
}

/// What is left of an entry after one more correction.
///
/// A wrong fact and a wrong booking may have made an entry too large or too small; what is refunded, written off or taken
/// back by the bank only makes it less. No correction goes past zero: a charge does not become a payment.
///
/// # Errors
/// [`CorrectionProblem`].
pub fn correct(
    entry: Kopecks,
    corrected_before: Kopecks,
    by: Kopecks,
    reason: CorrectionReason,
) -> Result<Kopecks, CorrectionProblem> {
    let left = entry.checked_add(corrected_before).ok_or(CorrectionProblem::TooLarge)?;
    let after = left.checked_add(by).ok_or(CorrectionProblem::TooLarge)?;
    let grows = by.0.signum() == entry.0.signum();
    match reason {
        _ if by.0 == 0 || entry.0 == 0 => Err(CorrectionProblem::Nothing),
        CorrectionReason::Refunded | CorrectionReason::WrittenOff | CorrectionReason::Reversed if grows => {
            Err(CorrectionProblem::WouldGrow)
        }
        _ if after.0.signum() == -entry.0.signum() => Err(CorrectionProblem::TooMuch { left }),
        _ => Ok(after),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use CorrectionReason::{Misposted, Refunded, Reversed, WrittenOff, WrongFact};

    #[test]
    fn an_entry_shrinks_to_nothing_and_no_further() {
        let (charge, payment) = (Kopecks(10_000), Kopecks(-10_000));
        assert_eq!(correct(charge, Kopecks(0), Kopecks(-4_000), WrongFact), Ok(Kopecks(6_000)));
        assert_eq!(correct(charge, Kopecks(-4_000), Kopecks(-6_000), WrittenOff), Ok(Kopecks(0)));
        let too_much = CorrectionProblem::TooMuch { left: Kopecks(6_000) };
        assert_eq!(correct(charge, Kopecks(-4_000), Kopecks(-6_001), WrongFact), Err(too_much));
        assert_eq!(correct(payment, Kopecks(0), Kopecks(10_000), Reversed), Ok(Kopecks(0)));
        assert_eq!(correct(payment, Kopecks(0), Kopecks(-1), Refunded), Err(CorrectionProblem::WouldGrow));
        assert_eq!(correct(charge, Kopecks(0), Kopecks(1), WrittenOff), Err(CorrectionProblem::WouldGrow));
        assert_eq!(correct(charge, Kopecks(0), Kopecks(500), Misposted), Ok(Kopecks(10_500)));
        assert_eq!(correct(charge, Kopecks(0), Kopecks(0), WrongFact), Err(CorrectionProblem::Nothing));
        assert_eq!(
            correct(Kopecks(i64::MAX), Kopecks(0), Kopecks(1), WrongFact),
            Err(CorrectionProblem::TooLarge)
        );
    }

    proptest! {
        #[test]
        fn no_row_of_corrections_turns_an_entry_round(entry in -1_000_i64..1_000, by in prop::collection::vec(-1_500_i64..1_500, 0..8)) {
            let mut corrected = Kopecks(0);
            for (n, by) in by.into_iter().enumerate() {
                let reason = [WrongFact, Misposted, Refunded, WrittenOff, Reversed][n % 5];
                if let Ok(left) = correct(Kopecks(entry), corrected, Kopecks(by), reason) {
                    corrected += Kopecks(by);
                    prop_assert_eq!(left, Kopecks(entry) + corrected);
                    prop_assert!(left.0.signum() != -entry.signum());
                }
            }
        }
    }
}
