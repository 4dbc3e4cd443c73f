//! Notices of restriction of the sample world.

use chrono::{DateTime, Utc};
use svetlitsa_domain::Period;
use svetlitsa_domain::bills::{Purpose, due_date};

use crate::data::sample::Household;
use crate::data::{Branch, DataSet};
use crate::entity::restriction;
use crate::random;
use crate::sample::rows::Rows;

/// Puts a household's notice into the rows: for what was late on the day on which it was sent.
pub(super) fn add(
    rows: &mut Rows,
    household: &Household,
    branch: &Branch,
    data: &DataSet,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(notice) = &household.facts.restriction_notice else { return Ok(()) };
    let sent = notice.sent.at(now, branch.zone);
    let day = sent.with_timezone(&branch.zone).date_naive();
    let payee = &branch.payee_on(day).id;
    let was_late = |period: &str| {
        let due = period.parse::<Period>().ok().and_then(|period| due_date(period, &data.calendar).ok());
        due.is_some_and(|due| due < day)
    };
    let number = household.number.to_string();
    let debt = rows
        .ledger
        .iter()
        .filter(|entry| entry.account == number && entry.payee == *payee)
        .filter(|entry| entry.purpose == Purpose::Supply.as_str() && was_late(&entry.period))
        .map(|entry| entry.amount_kopecks)
        .sum();
    let delivered = notice.delivered.at(now, branch.zone);
    anyhow::ensure!(sent <= delivered, "a notice is sent before it is delivered");
    rows.restrictions.push(restriction::Model {
        id: random::id(),
        account: number,
        payee: payee.clone(),
        channel: notice.channel.as_str().to_owned(),
        debt_kopecks: debt,
        sent_at: sent.timestamp_millis(),
        delivered_at: Some(delivered.timestamp_millis()),
        proof: notice.proof.clone(),
        limited_on: None,
        suspended_on: None,
        settled_on: None,
        restored_on: None,
    });
    Ok(())
}
