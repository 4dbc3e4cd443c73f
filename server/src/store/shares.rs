//! Access that holders of accounts gave to others.

use sea_orm::sea_query::{Cond, Expr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use crate::entity::cabinet_account;
use crate::entity::share::{Column, Entity, Model};

/// Writes a new offer down.
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

/// One of them.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// The same, kept from other writers until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// The one of a letter's link.
///
/// # Errors
/// When the database does not answer.
pub async fn by_token(db: &impl ConnectionTrait, hash: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::TokenHash.eq(hash)).one(db).await
}

/// What is offered or given of an account, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn standing(db: &impl ConnectionTrait, account: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Account.eq(account))
        .filter(Column::State.is_in(["open", "accepted"]))
        .order_by_desc(Column::Id)
        .all(db)
        .await
}

/// Offers since an instant, by whoever made them or to a mailbox.
///
/// # Errors
/// When the database does not answer.
pub async fn since(
    db: &impl ConnectionTrait,
    holder_id: Option<&str>,
    email: &str,
    since: i64,
) -> Result<u64, DbErr> {
    let whose = holder_id.map_or_else(|| Column::Email.eq(email), |id| Column::HolderId.eq(id));
    Entity::find().filter(whose).filter(Column::CreatedAt.gt(since)).count(db).await
}

/// Puts the account into the relative's cabinet; one that is theirs already stays theirs.
///
/// # Errors
/// When the database does not answer.
pub async fn enter(tx: &impl ConnectionTrait, relative_id: &str, share: &Model) -> Result<(), DbErr> {
    super::residents::hold(tx, relative_id, &share.account, "").await?;
    cabinet_account::Entity::update_many()
        .col_expr(cabinet_account::Column::ShareId, Expr::value(share.id.as_str()))
        .filter(cabinet_account::Column::ResidentId.eq(relative_id))
        .filter(cabinet_account::Column::Account.eq(&share.account))
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes the account out of the relative's cabinet.
///
/// # Errors
/// When the database does not answer.
pub async fn leave(tx: &impl ConnectionTrait, share_id: &str) -> Result<(), DbErr> {
    cabinet_account::Entity::delete_many()
        .filter(cabinet_account::Column::ShareId.eq(share_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Everything that somebody gave or was given and that stands.
///
/// # Errors
/// When the database does not answer.
pub async fn of_resident(db: &impl ConnectionTrait, resident_id: &str) -> Result<Vec<Model>, DbErr> {
    let whose = Cond::any().add(Column::HolderId.eq(resident_id)).add(Column::RelativeId.eq(resident_id));
    Entity::find().filter(whose).filter(Column::State.is_in(["open", "accepted"])).all(db).await
}
