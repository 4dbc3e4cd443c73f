//! Houses of the elders: their accounts and meters.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use svetlitsa_domain::Period;

use crate::entity::{account, elder, meter, reading};
use crate::store::padded;
use crate::store::readings::counting_states;

/// Accounts named in one query.
const NAMED_AT_ONCE: usize = 512;

/// Houses of an elder, by branch and number.
///
/// # Errors
/// When the database does not answer.
pub async fn of_elder(db: &impl ConnectionTrait, resident_id: &str) -> Result<Vec<elder::Model>, DbErr> {
    elder::Entity::find()
        .filter(elder::Column::ResidentId.eq(resident_id))
        .order_by_asc(elder::Column::Branch)
        .order_by_asc(elder::Column::House)
        .all(db)
        .await
}

/// Those of some accounts that belong to a house, by number, each with its meters.
///
/// # Errors
/// When the database does not answer.
pub async fn accounts(
    db: &impl ConnectionTrait,
    branch: &str,
    house: &str,
    numbers: &[&str],
) -> Result<HashMap<String, (account::Model, Vec<meter::Model>)>, DbErr> {
    let mut accounts = HashMap::new();
    for chunk in numbers.chunks(NAMED_AT_ONCE) {
        let rows = account::Entity::find()
            .filter(account::Column::Number.is_in(padded(chunk)))
            .filter(account::Column::Branch.eq(branch))
            .filter(account::Column::House.eq(house))
            .all(db)
            .await?;
        accounts.extend(rows.into_iter().map(|row| (row.number.clone(), (row, Vec::new()))));
    }
    let listed: Vec<String> = accounts.keys().cloned().collect();
    for meter in meters(db, &listed).await? {
        if let Some((_, meters)) = accounts.get_mut(&meter.account) {
            meters.push(meter);
        }
    }
    Ok(accounts)
}

/// Meters of accounts, those of each in their order.
async fn meters(db: &impl ConnectionTrait, accounts: &[String]) -> Result<Vec<meter::Model>, DbErr> {
    let accounts: Vec<&str> = accounts.iter().map(String::as_str).collect();
    let mut meters = Vec::new();
    for chunk in accounts.chunks(NAMED_AT_ONCE) {
        let query = meter::Entity::find().filter(meter::Column::Account.is_in(padded(chunk)));
        meters.extend(query.order_by_asc(meter::Column::Position).all(db).await?);
    }
    Ok(meters)
}

/// Accounts of a house that are read by hand, and how many of them have given their reading for a period.
///
/// # Errors
/// When the database does not answer.
pub async fn standing(
    db: &impl ConnectionTrait,
    branch: &str,
    house: &str,
    period: Period,
) -> Result<(u32, u32), DbErr> {
    let rows = account::Entity::find()
        .filter(account::Column::Branch.eq(branch))
        .filter(account::Column::House.eq(house))
        .all(db)
        .await?;
    let numbers: Vec<String> = rows.into_iter().map(|row| row.number).collect();
    let by_hand = meters(db, &numbers).await?.into_iter().filter(|m| m.removed_on.is_none() && !m.is_smart);
    let by_hand: HashSet<String> = by_hand.map(|meter| meter.account).collect();
    let numbers: Vec<&str> = by_hand.iter().map(String::as_str).collect();
    let mut given = HashSet::new();
    for chunk in numbers.chunks(NAMED_AT_ONCE) {
        let rows = reading::Entity::find()
            .filter(reading::Column::Account.is_in(padded(chunk)))
            .filter(reading::Column::Period.eq(period.to_string()))
            .filter(reading::Column::State.is_in(counting_states()))
            .all(db)
            .await?;
        given.extend(rows.into_iter().map(|row| row.account));
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok((count(numbers.len()), count(given.len())))
}
