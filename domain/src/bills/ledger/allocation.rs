//! Where a payment goes: to the month that was named, else to the oldest debt; what is left is paid in advance.

use crate::bills::{Balances, OpenDebt, Purpose};
use crate::tariffs::Service;
use crate::{Kopecks, Period};

/// Money for one payee, one service and one purpose. A payment for several payees, or for use and penalty, is several of
/// these: they are never mixed (`seeds/001`, `facts/domain.md` 3.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Who is paid.
    pub payee: String,
    /// For what.
    pub service: Service,
    /// Use or penalty.
    pub purpose: Purpose,
    /// How much, above zero.
    pub amount: Kopecks,
    /// The month that the payer named.
    pub named: Option<Period>,
    /// The month to which an advance is booked: the one that is billed next.
    pub advance_to: Period,
}

/// A part of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// For which month.
    pub period: Period,
    /// How much, above zero.
    pub amount: Kopecks,
}

/// Why money cannot be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AllocationProblem {
    /// Nothing or less than nothing was paid.
    #[error("nothing was paid")]
    NotPositive,
}

/// Divides a payment: the named month first, then the oldest debt, the rest in advance. The shares make the payment, each
/// month stands once, in the order in which they are covered.
///
/// # Errors
/// [`AllocationProblem::NotPositive`].
pub fn allocate(balances: &Balances, incoming: &Incoming) -> Result<Vec<Share>, AllocationProblem> {
    let Incoming { payee, service, purpose, amount, named, advance_to } = incoming;
    if !amount.is_positive() {
        return Err(AllocationProblem::NotPositive);
    }
    let mut debts = balances.open_debts(payee, *service, *purpose);
    // A stable sort: the oldest stays first among the others.
    debts.sort_by_key(|debt| Some(debt.period) != *named);
    let mut left = amount.0;
    let mut shares: Vec<Share> = Vec::new();
    for OpenDebt { period, amount } in debts {
        let part = left.min(amount.0);
        if part > 0 {
            shares.push(Share { period, amount: Kopecks(part) });
            left -= part;
        }
    }
    if left > 0 {
        match shares.iter_mut().find(|share| share.period == *advance_to) {
            Some(share) => share.amount += Kopecks(left),
            None => shares.push(Share { period: *advance_to, amount: Kopecks(left) }),
        }
    }
    Ok(shares)
}

/// Divides money that came without a purpose: what was used is paid first, oldest month first, then penalties (ГК РФ
/// ст. 319), and the rest is an advance for use. `incoming.purpose` is not looked at.
///
/// # Errors
/// [`AllocationProblem::NotPositive`].
pub fn allocate_in_turn(
    balances: &Balances,
    incoming: &Incoming,
) -> Result<Vec<(Purpose, Share)>, AllocationProblem> {
    let owed = |purpose| -> i64 {
        let debts = balances.open_debts(&incoming.payee, incoming.service, purpose);
        debts.iter().map(|debt| debt.amount.0).sum()
    };
    let for_use = incoming.amount.0.min(owed(Purpose::Supply));
    let for_penalty = (incoming.amount.0 - for_use).min(owed(Purpose::Penalty));
    let ahead = incoming.amount.0 - for_use - for_penalty;
    let mut shares = Vec::new();
    for (purpose, amount) in [(Purpose::Supply, for_use), (Purpose::Penalty, for_penalty)] {
        if amount > 0 {
            let part = Incoming { purpose, amount: Kopecks(amount), ..incoming.clone() };
            shares.extend(allocate(balances, &part)?.into_iter().map(|share| (purpose, share)));
        }
    }
    if ahead > 0 {
        let is_there = |(purpose, share): &&mut (Purpose, Share)| {
            *purpose == Purpose::Supply && share.period == incoming.advance_to
        };
        match shares.iter_mut().find(is_there) {
            Some((_, share)) => share.amount += Kopecks(ahead),
            None => {
                let share = Share { period: incoming.advance_to, amount: Kopecks(ahead) };
                shares.push((Purpose::Supply, share));
            }
        }
    }
    if shares.is_empty() { Err(AllocationProblem::NotPositive) } else { Ok(shares) }
}
