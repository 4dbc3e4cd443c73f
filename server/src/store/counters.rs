//! Numbers that people quote: gap-free per series, taken inside the transaction that uses them.

use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, QuerySelect, Set};

use crate::entity::counter;

/// The next number of a series, starting at 1.
///
/// # Errors
/// When the database does not answer.
pub async fn next(tx: &impl ConnectionTrait, name: &str) -> Result<i64, DbErr> {
    match counter::Entity::find_by_id(name).lock_exclusive().one(tx).await? {
        Some(row) => {
            let value = row.value + 1;
            let mut row: counter::ActiveModel = row.into();
            row.value = Set(value);
            row.update(tx).await?;
            Ok(value)
        }
        None => {
            counter::ActiveModel { name: Set(name.to_owned()), value: Set(1) }.insert(tx).await?;
            Ok(1)
        }
    }
}
