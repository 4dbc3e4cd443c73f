//! Looks of staff into cabinets.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::entity::preview::{Column, Entity, Model};
use crate::sessions::{self, SessionKind};

/// Looks shown to the customer, at most.
const LIST: u64 = 200;

/// Writes a new look down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Ends every look of a member of staff that still lasts, and its sessions.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all_of(tx: &impl ConnectionTrait, staff_id: &str, now: i64) -> Result<(), DbErr> {
    let lasting =
        Entity::find().filter(Column::StaffId.eq(staff_id)).filter(Column::EndedAt.is_null()).all(tx).await?;
    for row in lasting {
        sessions::close_all(tx, SessionKind::Preview, &row.id).await?;
        Entity::update_many()
            .col_expr(Column::EndedAt, Expr::value(now.min(row.expires_at)))
            .filter(Column::Id.eq(&row.id))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// The look that a member of staff has into an account at this moment.
///
/// # Errors
/// When the database does not answer.
pub async fn lasting(
    db: &impl ConnectionTrait,
    staff_id: &str,
    account: &str,
    now: i64,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::StaffId.eq(staff_id))
        .filter(Column::Account.eq(account))
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .order_by_desc(Column::StartedAt)
        .one(db)
        .await
}

/// Looks into an account, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(db: &impl ConnectionTrait, account: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Account.eq(account))
        .order_by_desc(Column::StartedAt)
        .order_by_desc(Column::Id)
        .limit(LIST)
        .all(db)
        .await
}
