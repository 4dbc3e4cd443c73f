//! Acts of inspectors.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use crate::entity::act;

/// Acts of some accounts, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_accounts(db: &impl ConnectionTrait, accounts: &[&str]) -> Result<Vec<act::Model>, DbErr> {
    act::Entity::find()
        .filter(act::Column::Account.is_in(accounts.iter().copied()))
        .order_by_asc(act::Column::FromPeriod)
        .order_by_asc(act::Column::Kind)
        .all(db)
        .await
}

/// Keeps an act, in place of the one of the same account, kind and first month.
///
/// # Errors
/// When the database does not take it.
pub async fn keep(tx: &DatabaseTransaction, row: act::Model, is_new: bool) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    if is_new {
        row.insert(tx).await?;
    } else {
        row.update(tx).await?;
    }
    Ok(())
}
