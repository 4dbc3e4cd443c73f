//! Who receives the money of a day. Every day has exactly one payee.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::data::requisites::{BankDetails, Inn, Kpp};
use crate::data::values::Day;

/// A receiver of payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// Id in the ledger.
    pub id: String,
    /// Name as printed on receipts.
    pub name: String,
    /// ИНН.
    pub inn: Inn,
    /// КПП.
    pub kpp: Kpp,
    /// Where the money goes.
    pub bank: BankDetails,
    /// First day; `None` from ever.
    pub from: Option<NaiveDate>,
    /// Last day; `None` for the payee of today.
    pub until: Option<NaiveDate>,
    /// The order by which it became the payee, as it is cited.
    pub basis: Option<String>,
    /// For demonstration: not to be paid to.
    pub is_demo: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPayee {
    id: String,
    name: String,
    inn: Inn,
    kpp: Kpp,
    bank: BankDetails,
    from: Option<Day>,
    until: Option<Day>,
    basis: Option<String>,
    demo: bool,
}

/// The payees of a branch in the order of time, without a gap or an overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payees {
    first: Payee,
    later: Vec<Payee>,
}

impl Payees {
    /// Checks rows; the error is a key and a sentence.
    pub(super) fn parse(rows: Vec<RawPayee>) -> Result<Self, (String, String)> {
        let count = rows.len();
        let mut payees: Vec<Payee> = Vec::with_capacity(count);
        for (i, row) in rows.into_iter().enumerate() {
            let RawPayee { id, name, inn, kpp, bank, from, until, basis, demo } = row;
            let (from, until) = (from.map(|day| day.0), until.map(|day| day.0));
            let payee = Payee { id, name, inn, kpp, bank, from, until, basis, is_demo: demo };
            check(&payee, &payees, i + 1 == count)
                .map_err(|(key, problem)| (format!("payees[{i}].{key}"), problem))?;
            payees.push(payee);
        }
        let mut payees = payees.into_iter();
        match payees.next() {
            Some(first) => Ok(Self { first, later: payees.collect() }),
            None => Err(("payees".to_owned(), "a branch needs a payee".to_owned())),
        }
    }

    /// Who is paid for a day.
    #[must_use]
    pub fn on(&self, date: NaiveDate) -> &Payee {
        let started = |payee: &&Payee| payee.from.is_none_or(|from| from <= date);
        self.later.iter().rev().find(started).unwrap_or(&self.first)
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Payee> {
        std::iter::once(&self.first).chain(&self.later)
    }
}

/// Whether a payee continues where the one before ends.
fn check(payee: &Payee, earlier: &[Payee], is_last: bool) -> Result<(), (&'static str, String)> {
    // The ledger keeps the id: it must stay readable there and unlike any other.
    if payee.id.is_empty() || !payee.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(("id", "an id is made of Latin letters, digits and hyphens".to_owned()));
    }
    if earlier.iter().any(|other| other.id == payee.id) {
        return Err(("id", format!("there are two payees \"{}\"", payee.id)));
    }
    if let Some((from, until)) = payee.from.zip(payee.until).filter(|(from, until)| from > until) {
        return Err(("until", format!("{until} is before its first day {from}")));
    }
    match (is_last, payee.until) {
        (true, Some(_)) => return Err(("until", "the last payee has no last day".to_owned())),
        (false, None) => return Err(("until", "only the last payee has no last day".to_owned())),
        _ => {}
    }
    if let Some(from) = payee.from.filter(|from| from.day() != 1) {
        return Err(("from", format!("{from} is inside a month, and the bill of a month has one payee")));
    }
    let Some(previous) = earlier.last() else {
        return match payee.from {
            Some(_) => Err(("from", "the first payee has no first day".to_owned())),
            None => Ok(()),
        };
    };
    let expected = previous.until.and_then(|until| until.succ_opt());
    match (payee.from, expected) {
        (Some(from), Some(expected)) if from < expected => {
            Err(("from", format!("on {from} the money still goes to \"{}\"", previous.id)))
        }
        (Some(from), Some(expected)) if from > expected => {
            Err(("from", format!("from {expected} to {from} there is no payee")))
        }
        (None, _) => Err(("from", "only the first payee has no first day".to_owned())),
        _ => Ok(()),
    }
}
