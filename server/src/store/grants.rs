//! What households are granted.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use crate::entity::grant;

/// Grants of an account, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(db: &impl ConnectionTrait, account: &str) -> Result<Vec<grant::Model>, DbErr> {
    of_accounts(db, &[account]).await
}

/// Grants of some accounts, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_accounts(db: &impl ConnectionTrait, accounts: &[&str]) -> Result<Vec<grant::Model>, DbErr> {
    grant::Entity::find()
        .filter(grant::Column::Account.is_in(accounts.iter().copied()))
        .order_by_asc(grant::Column::FromPeriod)
        .order_by_asc(grant::Column::Name)
        .all(db)
        .await
}

/// Keeps a grant, in place of the one of the same account, name and first month.
///
/// # Errors
/// When the database does not take it.
pub async fn keep(tx: &DatabaseTransaction, row: grant::Model, is_new: bool) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    if is_new {
        row.insert(tx).await?;
    } else {
        row.update(tx).await?;
    }
    Ok(())
}
