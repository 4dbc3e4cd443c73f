//! The outbox of letters.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};

use crate::clock::real_now_ms;
use crate::entity::outgoing_mail::{ActiveModel, Column, Entity, Model};
use crate::letters::Letter;
use crate::random;

/// The next attempt of a letter that rests.
pub const NEVER: i64 = i64::MAX;

/// Puts a letter into the outbox, in the transaction of the change that it tells about.
///
/// # Errors
/// When the database does not answer.
pub async fn enqueue(
    tx: &impl ConnectionTrait,
    recipient: &str,
    letter: Letter,
    business_now: i64,
) -> Result<(), DbErr> {
    insert(tx, recipient, letter, business_now, false).await.map(drop)
}

/// The same for a letter that somebody follows; gives its id.
///
/// # Errors
/// When the database does not answer.
pub async fn enqueue_followed(
    tx: &impl ConnectionTrait,
    recipient: &str,
    letter: Letter,
    business_now: i64,
) -> Result<String, DbErr> {
    insert(tx, recipient, letter, business_now, false).await
}

/// The same for a letter with a link that opens something: its text is wiped once the mail server has it.
///
/// # Errors
/// When the database does not answer.
pub async fn enqueue_secret(
    tx: &impl ConnectionTrait,
    recipient: &str,
    letter: Letter,
    business_now: i64,
) -> Result<(), DbErr> {
    insert(tx, recipient, letter, business_now, true).await.map(drop)
}

/// The same, and somebody follows it; gives its id.
///
/// # Errors
/// When the database does not answer.
pub async fn enqueue_secret_followed(
    tx: &impl ConnectionTrait,
    recipient: &str,
    letter: Letter,
    business_now: i64,
) -> Result<String, DbErr> {
    insert(tx, recipient, letter, business_now, true).await
}

/// Letters by their ids.
///
/// # Errors
/// When the database does not answer.
pub async fn by_ids(db: &impl ConnectionTrait, ids: &[&str]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(db).await
}

async fn insert(
    tx: &impl ConnectionTrait,
    recipient: &str,
    letter: Letter,
    business_now: i64,
    is_secret: bool,
) -> Result<String, DbErr> {
    let id = random::id();
    ActiveModel {
        id: Set(id.clone()),
        recipient: Set(recipient.to_owned()),
        subject: Set(letter.subject),
        body: Set(letter.body),
        created_at: Set(business_now),
        next_attempt_at: Set(real_now_ms()),
        attempts: Set(0),
        sent_at: Set(None),
        error: Set(None),
        is_secret: Set(is_secret),
    }
    .insert(tx)
    .await?;
    Ok(id)
}

/// Letters whose time has come, the longest waiting first.
///
/// # Errors
/// When the database does not answer.
pub async fn due(db: &impl ConnectionTrait, now: i64, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SentAt.is_null())
        .filter(Column::NextAttemptAt.lte(now))
        .order_by_asc(Column::NextAttemptAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Letters to an address, newest first, after the id `cursor`.
///
/// # Errors
/// When the database does not answer.
pub async fn to_address(
    db: &impl ConnectionTrait,
    address: &str,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find().filter(Column::Recipient.eq(address));
    if let Some(cursor) = cursor {
        query = query.filter(Column::Id.lt(cursor));
    }
    query.order_by_desc(Column::Id).limit(limit).all(db).await
}

/// How many letters to an address were caused since an instant, business time, Unix ms.
///
/// # Errors
/// When the database does not answer.
pub async fn count_since(db: &impl ConnectionTrait, address: &str, since: i64) -> Result<u64, DbErr> {
    Entity::find().filter(Column::Recipient.eq(address)).filter(Column::CreatedAt.gt(since)).count(db).await
}

/// Takes a letter for one attempt until `until`. `false` when another process was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(db: &impl ConnectionTrait, row: &Model, until: i64) -> Result<bool, DbErr> {
    let claimed = Entity::update_many()
        .col_expr(Column::Attempts, Expr::value(row.attempts + 1))
        .col_expr(Column::NextAttemptAt, Expr::value(until))
        .filter(Column::Id.eq(&row.id))
        .filter(Column::Attempts.eq(row.attempts))
        .filter(Column::SentAt.is_null())
        .exec(db)
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// The mail server has it.
///
/// # Errors
/// When the database does not answer.
pub async fn mark_sent(db: &impl ConnectionTrait, row: &Model, now: i64) -> Result<(), DbErr> {
    let text = if row.is_secret { "" } else { row.body.as_str() };
    Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(now))
        .col_expr(Column::Error, Expr::value(None::<String>))
        .col_expr(Column::Body, Expr::value(text))
        .filter(Column::Id.eq(&row.id))
        .exec(db)
        .await?;
    Ok(())
}

/// The attempt failed; the next one is at `next`.
///
/// # Errors
/// When the database does not answer.
pub async fn mark_failed(db: &impl ConnectionTrait, id: &str, error: &str, next: i64) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Error, Expr::value(error))
        .col_expr(Column::NextAttemptAt, Expr::value(next))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}
