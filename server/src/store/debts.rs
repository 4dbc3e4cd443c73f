//! Debts: the ledger of an account, penalties, notices of restriction and agreements on instalments.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use crate::entity::{instalment, ledger_entry, penalty, restriction};

/// Everything that was booked on an account.
///
/// # Errors
/// When the database does not answer.
pub async fn ledger(db: &impl ConnectionTrait, account: &str) -> Result<Vec<ledger_entry::Model>, DbErr> {
    ledger_entry::Entity::find().filter(ledger_entry::Column::Account.eq(account)).all(db).await
}

/// Penalties that closings have booked on an account.
///
/// # Errors
/// When the database does not answer.
pub async fn penalties(db: &impl ConnectionTrait, account: &str) -> Result<Vec<penalty::Model>, DbErr> {
    penalty::Entity::find().filter(penalty::Column::Account.eq(account)).all(db).await
}

/// Notices of restriction of an account, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn restrictions(
    db: &impl ConnectionTrait,
    account: &str,
) -> Result<Vec<restriction::Model>, DbErr> {
    restriction::Entity::find()
        .filter(restriction::Column::Account.eq(account))
        .order_by_desc(restriction::Column::SentAt)
        .order_by_desc(restriction::Column::Id)
        .all(db)
        .await
}

/// Notes that a debt was settled before supply was limited.
///
/// # Errors
/// When the database does not take it.
pub async fn settle(tx: &DatabaseTransaction, row: restriction::Model, on: &str) -> Result<(), DbErr> {
    let settled = restriction::Model { settled_on: Some(on.to_owned()), ..row };
    settled.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Agreements of an account, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn agreements(db: &impl ConnectionTrait, account: &str) -> Result<Vec<instalment::Model>, DbErr> {
    instalment::Entity::find()
        .filter(instalment::Column::Account.eq(account))
        .order_by_desc(instalment::Column::MadeAt)
        .order_by_desc(instalment::Column::Number)
        .all(db)
        .await
}

/// Puts a new agreement into the database.
///
/// # Errors
/// When the database does not take it.
pub async fn insert_agreement(tx: &DatabaseTransaction, row: instalment::Model) -> Result<(), DbErr> {
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(())
}

/// Writes a changed agreement back.
///
/// # Errors
/// When the database does not take it.
pub async fn save_agreement(tx: &DatabaseTransaction, row: instalment::Model) -> Result<(), DbErr> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
