//! Readings and meters.

mod together;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use svetlitsa_domain::Period;
use svetlitsa_domain::readings::ReadingState;

use crate::entity::{meter, reading, register};

pub use together::{
    counting_by_meter, insert_all, lock_meters, meters_by_id, registers_by_meter, supersede_all,
};

/// Most readings that are taken along at once: decades of them.
const EXPORTED: u64 = 5_000;

/// Meters of an account, in their order, those that were taken off, too.
///
/// # Errors
/// When the database does not answer.
pub async fn meters(db: &impl ConnectionTrait, account: &str) -> Result<Vec<meter::Model>, DbErr> {
    meter::Entity::find()
        .filter(meter::Column::Account.eq(account))
        .order_by_asc(meter::Column::Position)
        .all(db)
        .await
}

/// A reading of an account, locked until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(
    tx: &DatabaseTransaction,
    account: &str,
    id: &str,
) -> Result<Option<reading::Model>, DbErr> {
    reading::Entity::find_by_id(id)
        .filter(reading::Column::Account.eq(account))
        .lock_exclusive()
        .one(tx)
        .await
}

/// Registers of a meter in the order in which they are asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn registers(db: &impl ConnectionTrait, meter: &str) -> Result<Vec<register::Model>, DbErr> {
    register::Entity::find()
        .filter(register::Column::Meter.eq(meter))
        .order_by_asc(register::Column::Position)
        .all(db)
        .await
}

/// Words of the states in which a reading counts.
pub(super) fn counting_states() -> impl Iterator<Item = &'static str> {
    ReadingState::ALL.into_iter().filter(|state| state.is_counting()).map(ReadingState::as_str)
}

/// Readings of a meter that count, newest period first.
///
/// # Errors
/// When the database does not answer.
pub async fn counting(db: &impl ConnectionTrait, meter: &str) -> Result<Vec<reading::Model>, DbErr> {
    reading::Entity::find()
        .filter(reading::Column::Meter.eq(meter))
        .filter(reading::Column::State.is_in(counting_states()))
        .order_by_desc(reading::Column::Period)
        .order_by_desc(reading::Column::ReceivedAt)
        .limit(36)
        .all(db)
        .await
}

/// Readings of an account that count, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn counting_of_account(
    db: &impl ConnectionTrait,
    account: &str,
) -> Result<Vec<reading::Model>, DbErr> {
    reading::Entity::find()
        .filter(reading::Column::Account.eq(account))
        .filter(reading::Column::State.is_in(counting_states()))
        .order_by_desc(reading::Column::Period)
        .limit(EXPORTED)
        .all(db)
        .await
}

/// Every reading of an account, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all_of_account(db: &impl ConnectionTrait, account: &str) -> Result<Vec<reading::Model>, DbErr> {
    reading::Entity::find()
        .filter(reading::Column::Account.eq(account))
        .order_by_desc(reading::Column::Id)
        .limit(EXPORTED)
        .all(db)
        .await
}

/// Readings of an account that count for a period, one of each meter, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn current_of_account(
    db: &impl ConnectionTrait,
    account: &str,
    period: Period,
) -> Result<Vec<reading::Model>, DbErr> {
    reading::Entity::find()
        .filter(reading::Column::Account.eq(account))
        .filter(reading::Column::Period.eq(period.to_string()))
        .filter(reading::Column::State.is_in(counting_states()))
        .order_by_desc(reading::Column::ReceivedAt)
        .order_by_desc(reading::Column::Id)
        .all(db)
        .await
}

/// Readings of an account, newest first, after the reading `cursor`.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: &str,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Vec<reading::Model>, DbErr> {
    let mut query = reading::Entity::find().filter(reading::Column::Account.eq(account));
    if let Some(cursor) = cursor {
        query = query.filter(reading::Column::Id.lt(cursor));
    }
    query.order_by_desc(reading::Column::Id).limit(limit).all(db).await
}
