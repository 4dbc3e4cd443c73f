//! What lists of campaigns are made of: debts, agreements, restrictions, readings, mailboxes and telephones of accounts.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::campaigns::CallResult;

use crate::entity::{
    account, account_phone, cabinet_account, campaign_contact, campaign_refusal, campaign_try, instalment,
    ledger_entry, meter, phone, reading, resident, restriction,
};
use crate::store::readings::counting_states;

/// Accounts of a branch after a number.
///
/// # Errors
/// When the database does not answer.
pub async fn accounts(
    db: &impl ConnectionTrait,
    branch: &str,
    after: &str,
    limit: u64,
) -> Result<Vec<account::Model>, DbErr> {
    account::Entity::find()
        .filter(account::Column::Branch.eq(branch))
        .filter(account::Column::Number.gt(after))
        .order_by_asc(account::Column::Number)
        .limit(limit)
        .all(db)
        .await
}

/// Sums of accounts: of everything, or of the months up to one.
///
/// # Errors
/// When the database does not answer.
pub async fn sums(
    db: &impl ConnectionTrait,
    numbers: &[&str],
    until: Option<&str>,
) -> Result<BTreeMap<String, Kopecks>, DbErr> {
    let mut query = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::Account)
        // PostgreSQL's sum of bigint is a numeric, SQLite's is not.
        .column_as(Expr::cust("CAST(SUM(amount_kopecks) AS BIGINT)"), "sum")
        .filter(ledger_entry::Column::Account.is_in(numbers.iter().copied()))
        .group_by(ledger_entry::Column::Account);
    if let Some(until) = until {
        query = query.filter(ledger_entry::Column::Period.lte(until));
    }
    let rows: Vec<(String, i64)> = query.into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(account, sum)| (account, Kopecks(sum))).collect())
}

/// Agreements of accounts that were not withdrawn.
///
/// # Errors
/// When the database does not answer.
pub async fn agreements(
    db: &impl ConnectionTrait,
    numbers: &[&str],
) -> Result<Vec<instalment::Model>, DbErr> {
    instalment::Entity::find()
        .filter(instalment::Column::Account.is_in(numbers.iter().copied()))
        .filter(instalment::Column::WithdrawnAt.is_null())
        .all(db)
        .await
}

/// Accounts of which a restriction was announced and is not settled.
///
/// # Errors
/// When the database does not answer.
pub async fn restricted(db: &impl ConnectionTrait, numbers: &[&str]) -> Result<BTreeSet<String>, DbErr> {
    let rows = restriction::Entity::find()
        .filter(restriction::Column::Account.is_in(numbers.iter().copied()))
        .filter(restriction::Column::SettledOn.is_null())
        .filter(restriction::Column::RestoredOn.is_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.account).collect())
}

/// Accounts with a meter that is read by hand and has no reading of a month.
///
/// # Errors
/// When the database does not answer.
pub async fn without_reading(
    db: &impl ConnectionTrait,
    numbers: &[&str],
    period: &str,
) -> Result<BTreeSet<String>, DbErr> {
    let meters = meter::Entity::find()
        .filter(meter::Column::Account.is_in(numbers.iter().copied()))
        .filter(meter::Column::IsSmart.eq(false))
        .filter(meter::Column::IsPrepaid.eq(false))
        .filter(meter::Column::RemovedOn.is_null())
        .all(db)
        .await?;
    let read: Vec<String> = reading::Entity::find()
        .select_only()
        .column(reading::Column::Meter)
        .filter(reading::Column::Account.is_in(numbers.iter().copied()))
        .filter(reading::Column::Period.eq(period))
        .filter(reading::Column::State.is_in(counting_states()))
        .into_tuple()
        .all(db)
        .await?;
    let read: BTreeSet<String> = read.into_iter().collect();
    Ok(meters.into_iter().filter(|meter| !read.contains(&meter.id)).map(|meter| meter.account).collect())
}

/// Holders of accounts, each with the confirmed telephone; not those who were given access.
///
/// # Errors
/// When the database does not answer.
pub async fn holders(
    db: &impl ConnectionTrait,
    numbers: &[&str],
) -> Result<BTreeMap<String, Vec<(resident::Model, Option<String>)>>, DbErr> {
    let held = cabinet_account::Entity::find()
        .filter(cabinet_account::Column::Account.is_in(numbers.iter().copied()))
        .filter(cabinet_account::Column::ShareId.is_null())
        .order_by_asc(cabinet_account::Column::ResidentId)
        .all(db)
        .await?;
    let ids: BTreeSet<&str> = held.iter().map(|row| row.resident_id.as_str()).collect();
    let residents =
        resident::Entity::find().filter(resident::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let phones =
        phone::Entity::find().filter(phone::Column::ResidentId.is_in(ids.iter().copied())).all(db).await?;
    let mut of = BTreeMap::<String, Vec<_>>::new();
    for row in &held {
        let confirmed = phones.iter().find(|phone| phone.resident_id == row.resident_id);
        let confirmed = confirmed.and_then(|phone| phone.confirmed.clone());
        if let Some(resident) = residents.iter().find(|resident| resident.id == row.resident_id) {
            of.entry(row.account.clone()).or_default().push((resident.clone(), confirmed));
        }
    }
    Ok(of)
}

/// Words of the languages that residents read.
///
/// # Errors
/// When the database does not answer.
pub async fn languages(
    db: &impl ConnectionTrait,
    residents: &[&str],
) -> Result<BTreeMap<String, String>, DbErr> {
    let rows: Vec<(String, String)> = resident::Entity::find()
        .select_only()
        .columns([resident::Column::Id, resident::Column::Language])
        .filter(resident::Column::Id.is_in(residents.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Residents among some who want no more of a scenario.
///
/// # Errors
/// When the database does not answer.
pub async fn declined(
    db: &impl ConnectionTrait,
    residents: &[&str],
    scenario: &str,
) -> Result<BTreeSet<String>, DbErr> {
    let rows = campaign_refusal::Entity::find()
        .filter(campaign_refusal::Column::ResidentId.is_in(residents.iter().copied()))
        .filter(campaign_refusal::Column::Scenario.eq(scenario))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.resident_id).collect())
}

/// Telephones of accounts that the supplier's own files tell, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn phones(
    db: &impl ConnectionTrait,
    numbers: &[&str],
) -> Result<BTreeMap<String, Vec<String>>, DbErr> {
    let rows = account_phone::Entity::find()
        .filter(account_phone::Column::Account.is_in(numbers.iter().copied()))
        .order_by_desc(account_phone::Column::ToldAt)
        .order_by_asc(account_phone::Column::Phone)
        .all(db)
        .await?;
    let mut of = BTreeMap::<String, Vec<String>>::new();
    for row in rows {
        of.entry(row.account).or_default().push(row.phone);
    }
    Ok(of)
}

/// Telephones of accounts, each with its account, at which somebody else was found in whichever campaign.
///
/// # Errors
/// When the database does not answer.
pub async fn wrong_phones(
    db: &impl ConnectionTrait,
    numbers: &[&str],
) -> Result<BTreeSet<(String, String)>, DbErr> {
    let contacts: Vec<String> = campaign_try::Entity::find()
        .select_only()
        .column(campaign_try::Column::Contact)
        .filter(campaign_try::Column::Account.is_in(numbers.iter().copied()))
        .filter(campaign_try::Column::Result.eq(CallResult::WrongNumber.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    let rows =
        campaign_contact::Entity::find().filter(campaign_contact::Column::Id.is_in(contacts)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.account, row.address)).collect())
}

/// Keeps a telephone of an account; `false` when it was known.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_phone(tx: &impl ConnectionTrait, row: account_phone::Model) -> Result<bool, DbErr> {
    let id = (row.account.clone(), row.phone.clone());
    if account_phone::Entity::find_by_id(id).one(tx).await?.is_some() {
        return Ok(false);
    }
    let known = OnConflict::columns([account_phone::Column::Account, account_phone::Column::Phone])
        .do_nothing()
        .to_owned();
    account_phone::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(known)
        .exec_without_returning(tx)
        .await?;
    Ok(true)
}
