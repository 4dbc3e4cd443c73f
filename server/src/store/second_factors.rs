//! Second factors and their recovery codes.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect,
};

use crate::entity::second_factor::Column;
use crate::entity::{recovery_code, second_factor};

/// A resident's second factor, on or not yet.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    db: &impl ConnectionTrait,
    resident_id: &str,
) -> Result<Option<second_factor::Model>, DbErr> {
    second_factor::Entity::find_by_id(resident_id).one(db).await
}

/// The same, kept from other writers until the transaction ends: a code is taken once.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(
    tx: &impl ConnectionTrait,
    resident_id: &str,
) -> Result<Option<second_factor::Model>, DbErr> {
    second_factor::Entity::find_by_id(resident_id).lock_exclusive().one(tx).await
}

/// Writes it down in place of the one before.
///
/// # Errors
/// When the database does not answer.
pub async fn put(tx: &impl ConnectionTrait, row: second_factor::Model) -> Result<(), DbErr> {
    let on_conflict = OnConflict::column(Column::ResidentId)
        .update_columns([Column::Secret, Column::IsOn, Column::LastStep, Column::Since])
        .to_owned();
    let row = row.into_active_model().reset_all();
    second_factor::Entity::insert(row).on_conflict(on_conflict).exec_without_returning(tx).await?;
    Ok(())
}

/// Every second factor.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<second_factor::Model>, DbErr> {
    second_factor::Entity::find().all(db).await
}

/// Writes the same secret down under another seal, unless it has become another secret meanwhile.
///
/// # Errors
/// When the database does not answer.
pub async fn exchange(
    db: &impl ConnectionTrait,
    row: &second_factor::Model,
    sealed: &str,
) -> Result<(), DbErr> {
    second_factor::Entity::update_many()
        .col_expr(Column::Secret, Expr::value(sealed))
        .filter(Column::ResidentId.eq(&row.resident_id))
        .filter(Column::Secret.eq(&row.secret))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets it and its recovery codes.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &impl ConnectionTrait, resident_id: &str) -> Result<(), DbErr> {
    forget_codes(tx, resident_id).await?;
    second_factor::Entity::delete_by_id(resident_id).exec(tx).await?;
    Ok(())
}

/// Puts new recovery codes in place of those before.
///
/// # Errors
/// When the database does not answer.
pub async fn replace_codes(
    tx: &impl ConnectionTrait,
    resident_id: &str,
    hashes: Vec<String>,
) -> Result<(), DbErr> {
    forget_codes(tx, resident_id).await?;
    let rows = hashes.into_iter().map(|code_hash| {
        let resident_id = resident_id.to_owned();
        recovery_code::Model { code_hash, resident_id, used_at: None }.into_active_model().reset_all()
    });
    recovery_code::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes a recovery code; `false` when it was taken before or there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn take_code(tx: &impl ConnectionTrait, hash: &str, now: i64) -> Result<bool, DbErr> {
    let taken = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(now))
        .filter(recovery_code::Column::CodeHash.eq(hash))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Recovery codes that are still good.
///
/// # Errors
/// When the database does not answer.
pub async fn codes_left(db: &impl ConnectionTrait, resident_id: &str) -> Result<u64, DbErr> {
    recovery_code::Entity::find()
        .filter(recovery_code::Column::ResidentId.eq(resident_id))
        .filter(recovery_code::Column::UsedAt.is_null())
        .count(db)
        .await
}

async fn forget_codes(tx: &impl ConnectionTrait, resident_id: &str) -> Result<(), DbErr> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::ResidentId.eq(resident_id))
        .exec(tx)
        .await?;
    Ok(())
}
