//! The certificate that nothing is owed.

use crate::Kopecks;
use crate::bills::{Balances, Purpose};

/// What stands in the way of the certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{supply} and {penalty} of penalty are owed")]
pub struct StillOwed {
    /// Owed for use; never below zero.
    pub supply: Kopecks,
    /// Owed as penalty; never below zero.
    pub penalty: Kopecks,
}

/// Whether a certificate may say that nothing is owed as of the day for which the balances are (`seeds/002`, section 8,
/// 10.1). What one payee has too much does not cover what another lacks, nor use a penalty.
///
/// # Errors
/// [`StillOwed`] with what must be paid first.
pub fn may_certify_no_debt(balances: &Balances) -> Result<(), StillOwed> {
    let owed = |purpose| {
        let pots = balances
            .pots()
            .filter(|(pot, _)| pot.purpose == purpose)
            .map(|(pot, _)| (pot.payee.as_str(), pot.service));
        let pots: std::collections::BTreeSet<_> = pots.collect();
        pots.into_iter()
            .flat_map(|(payee, service)| balances.open_debts(payee, service, purpose))
            .map(|debt| debt.amount)
            .sum()
    };
    let (supply, penalty): (Kopecks, Kopecks) = (owed(Purpose::Supply), owed(Purpose::Penalty));
    if supply.is_positive() || penalty.is_positive() { Err(StillOwed { supply, penalty }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bills::{Cause, Entry};
    use crate::tariffs::Service;

    fn balances(entries: &[(&str, Purpose, i64)]) -> Balances {
        let entry = |(row, &(payee, purpose, amount)): (u32, &(&str, Purpose, i64))| Entry {
            id: row.to_string(),
            payee: payee.to_owned(),
            service: Service::Electricity,
            period: "2026-10".parse().unwrap(),
            purpose,
            amount: Kopecks(amount),
            cause: Cause::Charge { bill: "b".to_owned(), line: row },
            booked_on: "2026-11-03".parse().unwrap(),
        };
        let entries: Vec<_> = (0..).zip(entries).map(entry).collect();
        Balances::of(&entries).unwrap()
    }

    #[test]
    fn nothing_is_owed_to_anybody() {
        use Purpose::{Penalty, Supply};
        for (entries, owed) in [
            (&[][..], None),
            (&[("a", Supply, 100), ("a", Supply, -100)], None),
            (&[("a", Supply, -1)], None),
            (&[("a", Supply, 1)], Some((1, 0))),
            (&[("a", Supply, -500), ("b", Supply, 3)], Some((3, 0))),
            (&[("a", Supply, -500), ("a", Penalty, 2)], Some((0, 2))),
        ] {
            let owed = owed
                .map(|(supply, penalty)| StillOwed { supply: Kopecks(supply), penalty: Kopecks(penalty) });
            assert_eq!(may_certify_no_debt(&balances(entries)).err(), owed, "{entries:?}");
        }
    }
}
