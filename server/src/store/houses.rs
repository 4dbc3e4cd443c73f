//! Houses of the elders: their accounts and meters.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use svetlitsa_domain::Period;

use crate::entity::{account, elder, meter, reading};
use crate::store::readings::counting_states;

/// Accounts named in one query.
const NAMED_AT_ONCE: usize = 500;

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

/// Accounts of a house by number, each with its meters.
///
/// # Errors
/// When the database does not answer.
pub async fn accounts(
    db: &impl ConnectionTrait,
    branch: &str,
    house: &str,
) -> Result<HashMap<String, (account::Model, Vec<meter::Model>)>, DbErr> {
    let rows = account::Entity::find()
        .filter(account::Column::Branch.eq(branch))
        .filter(account::Column::House.eq(house))
        .all(db)
        .await?;
    let mut accounts: HashMap<_, _> =
        rows.into_iter().map(|row| (row.number.clone(), (row, Vec::new()))).collect();
    let numbers: Vec<String> = accounts.keys().cloned().collect();
    for chunk in numbers.chunks(NAMED_AT_ONCE) {
        let meters = meter::Entity::find()
            .filter(meter::Column::Account.is_in(chunk))
            .order_by_asc(meter::Column::Position)
            .all(db)
            .await?;
        for meter in meters {
            if let Some((_, meters)) = accounts.get_mut(&meter.account) {
                meters.push(meter);
            }
        }
    }
    Ok(accounts)
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
    let accounts = accounts(db, branch, house).await?;
    let by_hand = |meters: &[meter::Model]| meters.iter().any(|m| m.removed_on.is_none() && !m.is_smart);
    let numbers: Vec<&String> =
        accounts.iter().filter(|(_, (_, meters))| by_hand(meters)).map(|(number, _)| number).collect();
    let mut given = std::collections::HashSet::new();
    for chunk in numbers.chunks(NAMED_AT_ONCE) {
        let rows = reading::Entity::find()
            .filter(reading::Column::Account.is_in(chunk.iter().copied()))
            .filter(reading::Column::Period.eq(period.to_string()))
            .filter(reading::Column::State.is_in(counting_states()))
            .all(db)
            .await?;
        given.extend(rows.into_iter().map(|row| row.account));
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok((count(numbers.len()), count(given.len())))
}
