//! Certificates that nothing is owed.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::entity::{certificate, ledger_entry};

/// Certificates that a list shows.
const LISTED: u64 = 50;

/// The newest of an account, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(db: &impl ConnectionTrait, account: &str) -> Result<Vec<certificate::Model>, DbErr> {
    certificate::Entity::find()
        .filter(certificate::Column::Account.eq(account))
        .order_by_desc(certificate::Column::Id)
        .limit(LISTED)
        .all(db)
        .await
}

/// One of an account.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    db: &impl ConnectionTrait,
    account: &str,
    id: &str,
) -> Result<Option<certificate::Model>, DbErr> {
    certificate::Entity::find_by_id(id).filter(certificate::Column::Account.eq(account)).one(db).await
}

/// The certificate of a verification code.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<certificate::Model>, DbErr> {
    certificate::Entity::find().filter(certificate::Column::Code.eq(code)).one(db).await
}

/// How many an account has of one day.
///
/// # Errors
/// When the database does not answer.
pub async fn count_of_day(db: &impl ConnectionTrait, account: &str, day: &str) -> Result<u64, DbErr> {
    certificate::Entity::find()
        .filter(certificate::Column::Account.eq(account))
        .filter(certificate::Column::AsOf.eq(day))
        .count(db)
        .await
}

/// Keeps a new one.
///
/// # Errors
/// When the database does not take it.
pub async fn insert(tx: &DatabaseTransaction, row: certificate::Model) -> Result<certificate::Model, DbErr> {
    row.into_active_model().reset_all().insert(tx).await
}

/// Everything that was ever booked for an account.
///
/// # Errors
/// When the database does not answer.
pub async fn ledger(db: &impl ConnectionTrait, account: &str) -> Result<Vec<ledger_entry::Model>, DbErr> {
    ledger_entry::Entity::find().filter(ledger_entry::Column::Account.eq(account)).all(db).await
}
