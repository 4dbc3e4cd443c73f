//! Entries of the ledger and what puts them right.

use std::collections::HashSet;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

use crate::entity::{bill, correction, ledger_entry, payment};

/// Every entry of an account, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(db: &impl ConnectionTrait, account: &str) -> Result<Vec<ledger_entry::Model>, DbErr> {
    ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Account.eq(account))
        .order_by_asc(ledger_entry::Column::BookedAt)
        .order_by_asc(ledger_entry::Column::Id)
        .all(db)
        .await
}

/// An entry, locked until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &DatabaseTransaction, id: &str) -> Result<Option<ledger_entry::Model>, DbErr> {
    ledger_entry::Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// What corrected an entry until now.
///
/// # Errors
/// When the database does not answer.
pub async fn corrections_of_entry(
    db: &impl ConnectionTrait,
    entry: &str,
) -> Result<Vec<correction::Model>, DbErr> {
    correction::Entity::find().filter(correction::Column::Entry.eq(entry)).all(db).await
}

/// What corrected entries of an account.
///
/// # Errors
/// When the database does not answer.
pub async fn corrections(db: &impl ConnectionTrait, account: &str) -> Result<Vec<correction::Model>, DbErr> {
    correction::Entity::find().filter(correction::Column::Account.eq(account)).all(db).await
}

/// Books a correction and its entry.
///
/// # Errors
/// When the database does not answer, or the entry was corrected by this document already.
pub async fn book(
    tx: &DatabaseTransaction,
    row: correction::Model,
    entry: ledger_entry::Model,
) -> Result<(), DbErr> {
    correction::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    ledger_entry::Entity::insert(entry.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Numbers of the bills of an account.
///
/// # Errors
/// When the database does not answer.
pub async fn bills(db: &impl ConnectionTrait, account: &str) -> Result<HashSet<String>, DbErr> {
    let numbers = bill::Entity::find().filter(bill::Column::Account.eq(account)).select_only();
    let numbers: Vec<String> = numbers.column(bill::Column::Number).into_tuple().all(db).await?;
    Ok(numbers.into_iter().collect())
}

/// Ids of the payments that were made here for an account.
///
/// # Errors
/// When the database does not answer.
pub async fn payments(db: &impl ConnectionTrait, account: &str) -> Result<HashSet<String>, DbErr> {
    let ids = payment::Entity::find().filter(payment::Column::Account.eq(account)).select_only();
    let ids: Vec<String> = ids.column(payment::Column::Id).into_tuple().all(db).await?;
    Ok(ids.into_iter().collect())
}
