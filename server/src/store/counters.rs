//! Numbers that people quote: gap-free per series, taken inside the transaction that uses them.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};

use crate::entity::counter::{ActiveModel, Column, Entity};

/// The next number of a series, starting at 1. One statement, so that two who begin a series together wait for
/// each other and do not fail.
///
/// # Errors
/// When the database does not answer.
pub async fn next(tx: &impl ConnectionTrait, name: &str) -> Result<i64, DbErr> {
    let one_more = Expr::col((Entity, Column::Value)).add(1_i64);
    let row = Entity::insert(ActiveModel { name: Set(name.to_owned()), value: Set(1) })
        .on_conflict(OnConflict::column(Column::Name).value(Column::Value, one_more).to_owned())
        .exec_with_returning(tx)
        .await?;
    Ok(row.value)
}

/// How far a series has come; 0 before it begins.
///
/// # Errors
/// When the database does not answer.
pub async fn reached(db: &impl ConnectionTrait, name: &str) -> Result<i64, DbErr> {
    Ok(Entity::find_by_id(name).one(db).await?.map_or(0, |row| row.value))
}
