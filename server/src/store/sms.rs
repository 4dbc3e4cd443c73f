//! The outbox of text messages.

use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::notices::NoticeKind;

use crate::entity::outgoing_sms::{Column, Entity, Model};
use crate::store::mail::NEVER;

/// Puts a message into the outbox, in the transaction of the change that it tells about.
///
/// # Errors
/// When the database does not answer.
pub async fn enqueue(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Messages whose time has come, the longest waiting first.
///
/// # Errors
/// When the database does not answer.
pub async fn due(db: &impl ConnectionTrait, now: i64, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::NextAttemptAt.lte(now))
        .order_by_asc(Column::NextAttemptAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Takes a message for one talk with the gateway until `until`. `false` when another process was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(db: &impl ConnectionTrait, row: &Model, until: i64) -> Result<bool, DbErr> {
    let claimed = Entity::update_many()
        .col_expr(Column::Attempts, Expr::value(row.attempts + 1))
        .col_expr(Column::NextAttemptAt, Expr::value(until))
        .filter(Column::Id.eq(&row.id))
        .filter(Column::Attempts.eq(row.attempts))
        .filter(Column::NextAttemptAt.ne(NEVER))
        .exec(db)
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// Writes down how a message stands after a talk.
///
/// # Errors
/// When the database does not answer.
pub async fn update(db: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// Messages to a resident, newest first, after the id `cursor`.
///
/// # Errors
/// When the database does not answer.
pub async fn to_resident(
    db: &impl ConnectionTrait,
    resident: &str,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find().filter(Column::ResidentId.eq(resident));
    if let Some(cursor) = cursor {
        query = query.filter(Column::Id.lt(cursor));
    }
    query.order_by_desc(Column::Id).limit(limit).all(db).await
}

/// How many codes were written since an instant (business time, Unix ms): to a telephone, and by a resident.
///
/// # Errors
/// When the database does not answer.
pub async fn codes_since(
    db: &impl ConnectionTrait,
    phone: &str,
    resident: &str,
    since: i64,
) -> Result<(u64, u64), DbErr> {
    let codes = || Entity::find().filter(Column::Branch.is_null()).filter(Column::CreatedAt.gt(since));
    let to_phone = codes().filter(Column::Recipient.eq(phone)).count(db).await?;
    Ok((to_phone, codes().filter(Column::ResidentId.eq(resident)).count(db).await?))
}

/// Stops what somebody asked to be told of and has not arrived: they want it no more. What campaigns tell is another matter,
/// some of it is told by law.
///
/// # Errors
/// When the database does not answer.
pub async fn stop_wanted(tx: &impl ConnectionTrait, resident: &str) -> Result<(), DbErr> {
    stop_where(tx, Column::ResidentId.eq(resident).and(Column::Kind.is_not_null())).await
}

/// The same of one kind and account.
///
/// # Errors
/// When the database does not answer.
pub async fn stop_kind(
    tx: &impl ConnectionTrait,
    (resident, account): (&str, &str),
    kind: NoticeKind,
) -> Result<(), DbErr> {
    let about = Column::Account.eq(account).and(Column::Kind.eq(kind.as_str()));
    stop_where(tx, Column::ResidentId.eq(resident).and(about)).await
}

/// Stops everything that has not arrived at a resident's telephone: it is theirs no longer.
///
/// # Errors
/// When the database does not answer.
pub async fn stop(tx: &impl ConnectionTrait, resident: &str) -> Result<(), DbErr> {
    stop_where(tx, Column::ResidentId.eq(resident).and(Column::Branch.is_not_null())).await
}

/// Messages by their ids.
///
/// # Errors
/// When the database does not answer.
pub async fn by_ids(db: &impl ConnectionTrait, ids: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(db).await
}

/// Stops messages that have not arrived: what they tell is over.
///
/// # Errors
/// When the database does not answer.
pub async fn stop_all(tx: &impl ConnectionTrait, ids: &[&str]) -> Result<(), DbErr> {
    stop_where(tx, Column::Id.is_in(ids.iter().copied())).await
}

async fn stop_where(tx: &impl ConnectionTrait, which: SimpleExpr) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(NEVER))
        .filter(which)
        .filter(Column::DeliveredAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets a resident's messages: those that wait are of no more use, the rest is nobody's business.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &impl ConnectionTrait, resident: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ResidentId.eq(resident)).exec(tx).await?;
    Ok(())
}
