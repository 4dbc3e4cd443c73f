//! Who belongs on a list now, and why somebody does not.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use svetlitsa_api::campaigns::ExcludedCount;
use svetlitsa_domain::bills::{AgreementState, due_date};
use svetlitsa_domain::campaigns::{CampaignFacts, Excluded, Scenario, belongs};
use svetlitsa_domain::notices::Channel;
use svetlitsa_domain::{Kopecks, Period};

use super::{channel_of, scenario_of};
use crate::clock::to_local;
use crate::data::Branch;
use crate::debts::instalments;
use crate::entity::{account, campaign, resident};
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::store;
use crate::store::campaign_lists as rows;

/// Accounts looked at together.
const AT_ONCE: u64 = 500;

/// Somebody who is to be told.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) account: String,
    pub(super) resident: Option<String>,
    pub(super) address: String,
    pub(super) sum: Kopecks,
}

/// Everybody whom a campaign would reach now, and how many accounts are left out.
pub(super) async fn list(
    app: &App,
    db: &impl ConnectionTrait,
    campaign: &campaign::Model,
) -> Outcome<(Vec<Listed>, Vec<ExcludedCount>)> {
    let (scenario, channel) = (scenario_of(campaign)?, channel_of(campaign)?);
    let branch = app.branch(&campaign.branch)?;
    let (mut listed, mut left_out) = (Vec::new(), BTreeMap::<Excluded, u32>::new());
    let mut after = String::new();
    loop {
        let accounts = rows::accounts(db, &branch.id, &after, AT_ONCE).await?;
        let Some(last) = accounts.last() else { break };
        after.clone_from(&last.number);
        let facts = facts(app, db, branch, &accounts, scenario).await?;
        let (mut kept, mut ways) = (Vec::new(), ways(db, &accounts, scenario, channel).await?);
        for account in &accounts {
            let of = facts[&account.number];
            match belongs(scenario, Kopecks(campaign.least_kopecks), of) {
                Ok(()) => kept.push((account, of.debt)),
                Err(reason) => *left_out.entry(reason).or_default() += 1,
            }
        }
        for (account, sum) in kept {
            match ways.remove(&account.number).unwrap_or(Err(Excluded::NoContact)) {
                Err(reason) => *left_out.entry(reason).or_default() += 1,
                Ok(addresses) => listed.extend(addresses.into_iter().map(|(resident, address)| Listed {
                    account: account.number.clone(),
                    resident,
                    address,
                    sum,
                })),
            }
        }
    }
    let left_out = left_out.into_iter().map(|(reason, count)| ExcludedCount { reason, count });
    Ok((listed, left_out.collect()))
}

/// What there is still to tell accounts of a campaign: the sum of each that belongs on the list now.
pub(super) async fn grounds(
    app: &App,
    db: &impl ConnectionTrait,
    campaign: &campaign::Model,
    numbers: &[String],
) -> Outcome<BTreeMap<String, Kopecks>> {
    let scenario = scenario_of(campaign)?;
    let branch = app.branch(&campaign.branch)?;
    let accounts = store::accounts::find_all(db, numbers).await?;
    let facts = facts(app, db, branch, &accounts, scenario).await?;
    let least = Kopecks(campaign.least_kopecks);
    let remaining = facts.into_iter().filter(|(_, facts)| belongs(scenario, least, *facts).is_ok());
    Ok(remaining.map(|(number, facts)| (number, facts.debt)).collect())
}

async fn facts(
    app: &App,
    db: &impl ConnectionTrait,
    branch: &Branch,
    accounts: &[account::Model],
    scenario: Scenario,
) -> Outcome<BTreeMap<String, CampaignFacts>> {
    let numbers: Vec<&str> = accounts.iter().map(|account| account.number.as_str()).collect();
    let today = to_local(app.clock.now(), branch.zone).date_naive();
    let (mut late, mut all) = (BTreeMap::new(), BTreeMap::new());
    let (mut agreed, mut restricted, mut unread) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    if scenario.names_sum() {
        let until = last_due(app, today)?.to_string();
        late = rows::sums(db, &numbers, Some(&until)).await?;
        all = rows::sums(db, &numbers, None).await?;
        agreed = under_way(db, branch, &numbers, today).await?;
    }
    if scenario == Scenario::Restriction {
        restricted = rows::restricted(db, &numbers).await?;
    }
    if scenario == Scenario::Readings
        && let Some(period) = branch.readings.window.counts_for(today)
    {
        unread = rows::without_reading(db, &numbers, &period.to_string()).await?;
    }
    let of = |number: &str| {
        let sum = |sums: &BTreeMap<String, Kopecks>| sums.get(number).copied().unwrap_or(Kopecks::ZERO);
        CampaignFacts {
            // What was paid ahead is no debt, whichever month it stands in.
            debt: sum(&late).min(sum(&all)).max(Kopecks::ZERO),
            has_instalments: agreed.contains(number),
            has_restriction: restricted.contains(number),
            lacks_reading: unread.contains(number),
        }
    };
    Ok(numbers.into_iter().map(|number| (number.to_owned(), of(number))).collect())
}

/// The last month whose bill was to be paid before today.
fn last_due(app: &App, today: NaiveDate) -> Outcome<Period> {
    let this = Period::of(today).ok_or_else(|| Failure::internal(&"the clock is outside this century"))?;
    let mut period = this.previous();
    while due_date(period, &app.data.calendar).is_ok_and(|due_on| due_on >= today) {
        period = period.previous();
    }
    Ok(period)
}

/// Accounts that pay by instalments, or are about to.
async fn under_way(
    db: &impl ConnectionTrait,
    branch: &Branch,
    numbers: &[&str],
    today: NaiveDate,
) -> Outcome<BTreeSet<String>> {
    let mut agreed = BTreeSet::new();
    for row in rows::agreements(db, numbers).await? {
        let ledger = store::debts::ledger(db, &row.account).await?;
        let state = instalments::view(&row, &ledger, branch, today)?.state;
        if matches!(state, AgreementState::Awaiting | AgreementState::InForce) {
            agreed.insert(row.account);
        }
    }
    Ok(agreed)
}

/// Whose, and where to.
type Address = (Option<String>, String);

/// Mailboxes and telephones of accounts, or why there is none.
async fn ways(
    db: &impl ConnectionTrait,
    accounts: &[account::Model],
    scenario: Scenario,
    channel: Channel,
) -> Outcome<BTreeMap<String, Result<Vec<Address>, Excluded>>> {
    let numbers: Vec<&str> = accounts.iter().map(|account| account.number.as_str()).collect();
    let holders = rows::holders(db, &numbers).await?;
    let (mut known, mut wrong) = (BTreeMap::new(), BTreeSet::new());
    if channel == Channel::Phone {
        known = rows::phones(db, &numbers).await?;
        wrong = rows::wrong_phones(db, &numbers).await?;
    }
    let residents: Vec<&str> = holders.values().flatten().map(|(resident, _)| resident.id.as_str()).collect();
    let may_decline = scenario.may_be_declined() && channel != Channel::Phone;
    let declined =
        if may_decline { rows::declined(db, &residents, scenario.as_str()).await? } else { BTreeSet::new() };
    let of = |number: &str| {
        let holders = holders.get(number).map_or(&[][..], Vec::as_slice);
        let own = |(resident, phone): &(resident::Model, Option<String>)| {
            let address =
                if channel == Channel::Email { Some(resident.login.clone()) } else { phone.clone() };
            address.map(|address| (Some(resident.id.clone()), address))
        };
        let mut addresses: Vec<Address> = holders.iter().filter_map(own).collect();
        if channel == Channel::Phone {
            // A household is called once: on the telephone that somebody confirmed, else on the newest that the supplier
            // knows. Whoever has said that they are somebody else is not called again by another campaign either.
            let told = known.get(number).into_iter().flatten();
            addresses.extend(told.map(|phone| (None, phone.clone())));
            addresses.retain(|(_, address)| !wrong.contains(&(number.to_owned(), address.clone())));
            addresses.truncate(1);
        }
        if addresses.is_empty() {
            return Err(Excluded::NoContact);
        }
        addresses.retain(|(resident, _)| resident.as_ref().is_none_or(|id| !declined.contains(id)));
        let mut seen = BTreeSet::new();
        addresses.retain(|(_, address)| seen.insert(address.clone()));
        if addresses.is_empty() { Err(Excluded::Declined) } else { Ok(addresses) }
    };
    Ok(numbers.into_iter().map(|number| (number.to_owned(), of(number))).collect())
}
