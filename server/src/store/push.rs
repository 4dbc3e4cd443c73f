//! Browsers that show notices, and the outbox of what goes there.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::notices::NoticeKind;

use crate::entity::outgoing_push::{Column, Entity, Model};
use crate::entity::{push_browser, push_key};
use crate::store::mail::NEVER;

/// Our key, when it was made.
///
/// # Errors
/// When the database does not answer.
pub async fn key(db: &impl ConnectionTrait, id: &str) -> Result<Option<push_key::Model>, DbErr> {
    push_key::Entity::find_by_id(id).one(db).await
}

/// Keeps a key unless there is one; of two that are made at once the first stays.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_key(db: &impl ConnectionTrait, row: push_key::Model) -> Result<(), DbErr> {
    let known = OnConflict::column(push_key::Column::Id).do_nothing().to_owned();
    let insert = push_key::Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(db).await?;
    Ok(())
}

/// The same key sealed anew.
///
/// # Errors
/// When the database does not answer.
pub async fn reseal_key(db: &impl ConnectionTrait, row: push_key::Model) -> Result<(), DbErr> {
    push_key::Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// Browsers of a resident, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn browsers(db: &impl ConnectionTrait, resident: &str) -> Result<Vec<push_browser::Model>, DbErr> {
    push_browser::Entity::find()
        .filter(push_browser::Column::ResidentId.eq(resident))
        .order_by_desc(push_browser::Column::Id)
        .all(db)
        .await
}

/// A browser.
///
/// # Errors
/// When the database does not answer.
pub async fn browser(db: &impl ConnectionTrait, id: &str) -> Result<Option<push_browser::Model>, DbErr> {
    push_browser::Entity::find_by_id(id).one(db).await
}

/// Keeps a browser. What was allowed there before, by whomever, is over.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(tx: &impl ConnectionTrait, row: push_browser::Model) -> Result<(), DbErr> {
    let same = push_browser::Column::EndpointDigest.eq(&row.endpoint_digest);
    drop_where(tx, same.or(push_browser::Column::Session.eq(&row.session))).await?;
    push_browser::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets a browser, and what waits for it.
///
/// # Errors
/// When the database does not answer.
pub async fn drop_browser(tx: &impl ConnectionTrait, id: &str) -> Result<(), DbErr> {
    drop_where(tx, push_browser::Column::Id.eq(id)).await
}

/// Forgets the browser that a session allowed.
///
/// # Errors
/// When the database does not answer.
pub async fn end_of_session(tx: &impl ConnectionTrait, session: &str) -> Result<(), DbErr> {
    drop_where(tx, push_browser::Column::Session.eq(session)).await
}

/// Forgets every browser of a resident.
///
/// # Errors
/// When the database does not answer.
pub async fn end_of_resident(tx: &impl ConnectionTrait, resident: &str) -> Result<(), DbErr> {
    drop_where(tx, push_browser::Column::ResidentId.eq(resident)).await
}

async fn drop_where(tx: &impl ConnectionTrait, which: SimpleExpr) -> Result<(), DbErr> {
    let ids: Vec<String> = push_browser::Entity::find()
        .select_only()
        .column(push_browser::Column::Id)
        .filter(which)
        .into_tuple()
        .all(tx)
        .await?;
    if ids.is_empty() {
        return Ok(());
    }
    stop_where(tx, Column::BrowserId.is_in(ids.iter().cloned())).await?;
    push_browser::Entity::delete_many().filter(push_browser::Column::Id.is_in(ids)).exec(tx).await?;
    Ok(())
}

/// Puts a notice into the outbox, in the transaction of what it tells of.
///
/// # Errors
/// When the database does not answer.
pub async fn enqueue(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Notices whose time has come, the longest waiting first.
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

/// Takes a notice for one talk with the push service until `until`. `false` when another process was faster.
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

/// Writes down how a notice stands after a talk.
///
/// # Errors
/// When the database does not answer.
pub async fn update(db: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// Stops what waits of one kind and account: it is wanted no more, or there are newer news.
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

async fn stop_where(tx: &impl ConnectionTrait, which: SimpleExpr) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(NEVER))
        .filter(which)
        .filter(Column::HandedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Notices to a resident, newest first, after the id `cursor`.
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

/// How many notices of a kind were written to a resident since an instant; business time, Unix ms.
///
/// # Errors
/// When the database does not answer.
pub async fn written_since(
    db: &impl ConnectionTrait,
    resident: &str,
    kind: &str,
    since: i64,
) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::ResidentId.eq(resident))
        .filter(Column::Kind.eq(kind))
        .filter(Column::CreatedAt.gt(since))
        .count(db)
        .await
}

/// Forgets a resident's browsers and notices.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &impl ConnectionTrait, resident: &str) -> Result<(), DbErr> {
    push_browser::Entity::delete_many()
        .filter(push_browser::Column::ResidentId.eq(resident))
        .exec(tx)
        .await?;
    Entity::delete_many().filter(Column::ResidentId.eq(resident)).exec(tx).await?;
    Ok(())
}
