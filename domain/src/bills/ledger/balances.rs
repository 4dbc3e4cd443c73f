//! Balances: sums of entries, by payee, service, month and purpose.

use std::collections::{BTreeMap, BTreeSet};

use crate::bills::{Entry, Purpose};
use crate::tariffs::Service;
use crate::{Kopecks, Period};

/// What entries are summed by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pot {
    /// To whom.
    pub payee: String,
    /// For what.
    pub service: Service,
    /// Use or penalty.
    pub purpose: Purpose,
    /// For which month.
    pub period: Period,
}

/// Sums of the entries of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balances {
    pots: BTreeMap<Pot, Kopecks>,
}

/// Why entries cannot be summed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerProblem {
    /// A cause was booked twice.
    #[error("entry {0} repeats the cause of another")]
    SameCause(String),
    /// A sum does not fit.
    #[error("a sum is too large")]
    TooLarge,
}

/// A month that is not paid yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenDebt {
    /// Which.
    pub period: Period,
    /// How much, above zero.
    pub amount: Kopecks,
}

impl Balances {
    /// Sums entries; their order does not matter.
    ///
    /// # Errors
    /// [`LedgerProblem`] for a cause that was booked twice, and for sums that do not fit.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, LedgerProblem> {
        let mut balances = Self::default();
        let mut causes = BTreeSet::new();
        for entry in entries {
            let Entry { id, payee, service, period, purpose, amount, cause, .. } = entry;
            if !causes.insert((payee, service, cause)) {
                return Err(LedgerProblem::SameCause(id.clone()));
            }
            let pot = Pot { payee: payee.clone(), service: *service, purpose: *purpose, period: *period };
            let sum = balances.pots.entry(pot).or_default();
            *sum = sum.checked_add(*amount).ok_or(LedgerProblem::TooLarge)?;
        }
        let all = balances.pots.values().try_fold(Kopecks::ZERO, |sum, pot| sum.checked_add(*pot));
        let abs = balances.pots.values().try_fold(0_i64, |sum, pot| sum.checked_add(pot.0.checked_abs()?));
        if all.is_none() || abs.is_none() { Err(LedgerProblem::TooLarge) } else { Ok(balances) }
    }

    /// Every pot, in order.
    pub fn pots(&self) -> impl Iterator<Item = (&Pot, Kopecks)> {
        self.pots.iter().map(|(pot, sum)| (pot, *sum))
    }

    /// The sum of the pots that are meant. Owed above zero, paid too much below.
    #[must_use]
    pub fn sum(&self, is_meant: impl Fn(&Pot) -> bool) -> Kopecks {
        self.pots().filter(|(pot, _)| is_meant(pot)).map(|(_, sum)| sum).sum()
    }

    /// Everything, with penalties.
    #[must_use]
    pub fn total(&self) -> Kopecks {
        self.sum(|_| true)
    }

    /// Everything of one purpose.
    #[must_use]
    pub fn of_purpose(&self, purpose: Purpose) -> Kopecks {
        self.sum(|pot| pot.purpose == purpose)
    }

    /// Payees with a pot that is not empty, in order.
    #[must_use]
    pub fn payees(&self) -> BTreeSet<&str> {
        self.pots().filter(|(_, sum)| *sum != Kopecks::ZERO).map(|(pot, _)| pot.payee.as_str()).collect()
    }

    /// Months that are not paid, oldest first, after what was paid too much elsewhere has covered the oldest of them:
    /// only with the same payee, for the same service and purpose.
    #[must_use]
    pub fn open_debts(&self, payee: &str, service: Service, purpose: Purpose) -> Vec<OpenDebt> {
        let is_meant = |pot: &Pot| pot.payee == payee && pot.service == service && pot.purpose == purpose;
        let pots = || self.pots().filter(|(pot, _)| is_meant(pot));
        let mut credit: i64 = pots().map(|(_, sum)| (-sum.0).max(0)).sum();
        pots()
            .filter_map(|(pot, sum)| {
                let owed = sum.0.max(0);
                let covered = owed.min(credit);
                credit -= covered;
                let amount = Kopecks(owed - covered);
                amount.is_positive().then_some(OpenDebt { period: pot.period, amount })
            })
            .collect()
    }
}
