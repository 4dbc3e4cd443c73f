//! Consents.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use crate::entity::consent::{Column, Entity, Model};

/// Writes a consent down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// A resident's consents that stand, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_resident(db: &impl ConnectionTrait, resident_id: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::ResidentId.eq(resident_id))
        .filter(Column::WithdrawnAt.is_null())
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// Ends every consent of a resident.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw_all(tx: &impl ConnectionTrait, resident_id: &str, now: i64) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::WithdrawnAt, Expr::value(now))
        .filter(Column::ResidentId.eq(resident_id))
        .filter(Column::WithdrawnAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends a resident's consent of one purpose for one account.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw(
    tx: &impl ConnectionTrait,
    resident_id: &str,
    account: &str,
    purpose: &str,
    now: i64,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::WithdrawnAt, Expr::value(now))
        .filter(Column::ResidentId.eq(resident_id))
        .filter(Column::Account.eq(account))
        .filter(Column::Purpose.eq(purpose))
        .filter(Column::WithdrawnAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
