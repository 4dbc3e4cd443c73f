//! Who wants to be written to about outages, and the letters that were.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder,
};

use crate::entity::outage_letter;
use crate::entity::outage_subscription::{Column, Entity, Model};

/// Writes a wish down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes its new state down.
///
/// # Errors
/// When the database does not answer.
pub async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// The wish of a mailbox about the same thing that is not ended.
///
/// # Errors
/// When the database does not answer.
pub async fn same(db: &impl ConnectionTrait, row: &Model) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::Email.eq(&row.email))
        .filter(Column::Outage.eq(&row.outage))
        .filter(Column::Branch.eq(&row.branch))
        .filter(Column::Street.eq(&row.street))
        .filter(Column::House.eq(&row.house))
        .filter(Column::EndedAt.is_null())
        .order_by_desc(Column::Id)
        .one(db)
        .await
}

/// How many wishes of a mailbox were written down since a moment.
///
/// # Errors
/// When the database does not answer.
pub async fn asked_since(db: &impl ConnectionTrait, email: &str, since: i64) -> Result<u64, DbErr> {
    Entity::find().filter(Column::Email.eq(email)).filter(Column::AskedAt.gt(since)).count(db).await
}

/// The wish that a link confirms.
///
/// # Errors
/// When the database does not answer.
pub async fn by_token(db: &impl ConnectionTrait, token: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::Token.eq(token)).one(db).await
}

/// Confirmed wishes of a branch, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_branch(db: &impl ConnectionTrait, branch: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Branch.eq(branch))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// Notes a letter; `false` when it was noted before.
///
/// # Errors
/// When the database does not answer.
pub async fn note(tx: &impl ConnectionTrait, row: outage_letter::Model) -> Result<bool, DbErr> {
    let id = (row.event.clone(), row.email.clone());
    if outage_letter::Entity::find_by_id(id).one(tx).await?.is_some() {
        return Ok(false);
    }
    outage_letter::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(true)
}

/// The wish that a letter's link ends.
///
/// # Errors
/// When the database does not answer.
pub async fn by_letter(db: &impl ConnectionTrait, token: &str) -> Result<Option<Model>, DbErr> {
    let letter = outage_letter::Entity::find().filter(outage_letter::Column::Token.eq(token)).one(db).await?;
    match letter {
        Some(letter) => Entity::find_by_id(letter.subscription).one(db).await,
        None => Ok(None),
    }
}

/// No more letters to a mailbox about the same thing.
///
/// # Errors
/// When the database does not answer.
pub async fn end(tx: &impl ConnectionTrait, row: &Model, now: i64) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.eq(&row.id))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
