//! Whom an account pays: the payees of its branch, and before its house paid directly, the managing organisation.

use std::collections::HashMap;

use anyhow::Context;
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use svetlitsa_api::payees::{OpeningReading, OwnersDecision, TakenOver};
use svetlitsa_api::readings::ZoneValue;
use svetlitsa_domain::bills::{OpeningOrigin, PayeeReason, PayeeStretch, PayeeTimeline};
use svetlitsa_domain::tariffs::{DaySpan, Zone};
use svetlitsa_domain::{Kopecks, Period};

use crate::data::{Branch, Payee};
use crate::entity::{account, takeover};
use crate::failure::{Failure, Outcome};
use crate::store;

/// Id of who collected before a house paid directly: no payee of the ledger, for it never was in it.
pub const MANAGER: &str = "managing-organisation";
/// A reading older than this does not tell what a meter showed on a day.
const OLDEST_READING_DAYS: i64 = 62;

/// The payees of an account in the order of time.
///
/// # Errors
/// When the profile's payees leave a gap, or the account's month is no month.
pub fn timeline(account: &account::Model, branch: &Branch) -> anyhow::Result<PayeeTimeline> {
    let since: Option<Period> = account
        .direct_since
        .as_deref()
        .map(str::parse)
        .transpose()
        .with_context(|| format!("month of direct payments of {}", account.number))?;
    let direct = since.map(|period| DaySpan::of_period(period).first());
    let mut stretches: Vec<_> = branch
        .payees
        .iter()
        .enumerate()
        .filter(|(_, payee)| direct.is_none_or(|day| payee.until.is_none_or(|until| until >= day)))
        .map(|(place, payee)| of_branch(payee, place == 0))
        .collect();
    if let Some(day) = direct
        && let Some(first) = stretches.first_mut()
    {
        first.from = Some(first.from.map_or(day, |from| from.max(day)));
        first.reason = PayeeReason::DirectPayments;
        let before = day.pred_opt().context("a house that paid directly for ever")?;
        stretches.insert(0, stretch(MANAGER, None, Some(before), PayeeReason::First, String::new()));
    }
    Ok(PayeeTimeline::parse(stretches)?)
}

fn of_branch(payee: &Payee, is_first: bool) -> PayeeStretch {
    let reason = if is_first { PayeeReason::First } else { PayeeReason::SupplierChanged };
    stretch(&payee.id, payee.from, payee.until, reason, payee.basis.clone().unwrap_or_default())
}

fn stretch(
    payee: &str,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    reason: PayeeReason,
    basis: String,
) -> PayeeStretch {
    PayeeStretch {
        payee: payee.to_owned(),
        from,
        until,
        reason,
        basis,
        opening_readings: Vec::new(),
        opening_balance: Kopecks::ZERO,
    }
}

/// Why a payee takes no money of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPayable {
    /// The account owes it nothing, or there is none such.
    Unknown,
    /// More than it is owed.
    TooMuch,
}

/// The payee that was asked for: today's, or one that is still owed as much. Nobody else is paid, and no former payee
/// ahead, so that no money lies where nobody looks for it. `None` is today's.
///
/// # Errors
/// When the database does not answer.
pub async fn may_be_paid<'a>(
    db: &impl ConnectionTrait,
    account: &account::Model,
    branch: &'a Branch,
    asked: Option<&str>,
    amount: Option<Kopecks>,
    today: NaiveDate,
) -> Outcome<Result<Option<&'a str>, NotPayable>> {
    let Some(asked) = asked else { return Ok(Ok(None)) };
    let Some(payee) = branch.payee(asked) else { return Ok(Err(NotPayable::Unknown)) };
    if payee.id != branch.payee_on(today).id {
        let balances = store::accounts::balances(db, &account.number).await?;
        let owed: Kopecks =
            balances.iter().filter(|balance| balance.payee == payee.id).map(|balance| balance.amount).sum();
        if !owed.is_positive() {
            return Ok(Err(NotPayable::Unknown));
        }
        if amount.is_some_and(|amount| amount > owed) {
            return Ok(Err(NotPayable::TooMuch));
        }
    }
    Ok(Ok(Some(&payee.id)))
}

/// What each payee of an account took over when it began.
///
/// # Errors
/// When the database does not answer, or a row of it cannot be read.
pub async fn taken_over(db: &impl ConnectionTrait, account: &str) -> Outcome<HashMap<String, TakenOver>> {
    let rows = store::payees::takeovers(db, account).await?;
    let told = rows.into_iter().map(|row| Ok((row.payee.clone(), told(&row)?)));
    told.collect::<anyhow::Result<_>>().map_err(|error| Failure::internal(&format!("{account}: {error:#}")))
}

fn told(row: &takeover::Model) -> anyhow::Result<TakenOver> {
    let on: NaiveDate = row.taken_on.parse().context("day of a taking over")?;
    let values: Vec<ZoneValue> = serde_json::from_str(&row.registers).context("values taken over")?;
    let decision = match (&row.protocol, &row.decided_on) {
        (Some(protocol), Some(day)) => Some(OwnersDecision {
            protocol: protocol.clone(),
            decided_on: day.parse().context("day of the owners' decision")?,
        }),
        _ => None,
    };
    let opening = |ZoneValue { zone, value }| OpeningReading { zone, value, taken_on: on };
    Ok(TakenOver {
        origin: OpeningOrigin::parse(&row.origin).context("origin of an opening balance")?,
        from_name: row.from_name.clone(),
        on,
        document: row.document.clone(),
        document_line: row.document_line.map(u32::try_from).transpose().context("line of a file")?,
        decision,
        readings: values.into_iter().map(opening).collect(),
    })
}

/// A value that a meter is known to have shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Which register.
    pub zone: Zone,
    /// Its value.
    pub value: u32,
    /// The day.
    pub on: NaiveDate,
}

/// What each register showed on a day: the newest value up to it, unless that is too old to tell.
#[must_use]
pub fn shown_on(day: NaiveDate, known: &[Known]) -> Vec<Known> {
    let mut found: Vec<Known> = Vec::new();
    let near = known.iter().filter(|value| {
        value.on <= day && day.signed_duration_since(value.on).num_days() <= OLDEST_READING_DAYS
    });
    for value in near {
        match found.iter_mut().find(|other| other.zone == value.zone) {
            Some(other) if other.on < value.on => *other = *value,
            Some(_) => {}
            None => found.push(*value),
        }
    }
    found.sort_by_key(|value| value.zone);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_tells_only_of_days_soon_after() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let of = |zone, value, on: &str| Known { zone, value, on: day(on) };
        let known = [
            of(Zone::Day, 10, "2021-09-20"),
            of(Zone::Day, 20, "2021-10-25"),
            of(Zone::Night, 7, "2021-08-30"),
            of(Zone::Day, 30, "2021-11-02"),
        ];
        assert_eq!(shown_on(day("2021-11-01"), &known), [known[1]]);
        assert_eq!(shown_on(day("2021-10-01"), &known), [known[0], known[2]]);
        assert_eq!(shown_on(day("2020-01-01"), &known), []);
    }
}
