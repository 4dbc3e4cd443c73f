//! Requests that letters decide.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::entity::pending_request::{Column, Entity, Model};
use crate::pending::{Kind, State};

/// What requests are counted by.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// Mailbox.
    Email(&'a str),
    /// Account.
    Account(&'a str),
}

/// Requests counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How many.
    pub count: u64,
    /// When the oldest of them came; real time, Unix ms. Zero for none.
    pub oldest: i64,
}

/// Writes a new request down.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a request's new state down.
///
/// # Errors
/// When the database does not answer.
pub async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// A request, kept from other writers until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// The request of a link, kept from other writers until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_by_token(tx: &impl ConnectionTrait, hash: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::TokenHash.eq(hash)).lock_exclusive().one(tx).await
}

/// The request of a link.
///
/// # Errors
/// When the database does not answer.
pub async fn by_token(db: &impl ConnectionTrait, hash: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::TokenHash.eq(hash)).one(db).await
}

/// Ids of requests that nobody has looked at, in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn asked(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq(State::Asked.as_str()))
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// Requests since an instant. Claims are not counted: an owner did not ask to be asked.
///
/// # Errors
/// When the database does not answer.
pub async fn since(db: &impl ConnectionTrait, by: By<'_>, since: i64) -> Result<Pace, DbErr> {
    let whose = match by {
        By::Email(email) => Column::Email.eq(email),
        By::Account(account) => Column::Account.eq(account),
    };
    let found: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::CreatedAt)
        .filter(whose)
        .filter(Column::Kind.ne(Kind::Claim.as_str()))
        .filter(Column::CreatedAt.gt(since))
        .order_by_asc(Column::CreatedAt)
        .into_tuple()
        .all(db)
        .await?;
    Ok(Pace {
        count: u64::try_from(found.len()).unwrap_or(u64::MAX),
        oldest: found.first().copied().unwrap_or_default(),
    })
}

/// Whether an owner has been asked about an account for a mailbox and may still answer.
///
/// # Errors
/// When the database does not answer.
pub async fn is_with_owner(
    db: &impl ConnectionTrait,
    account: &str,
    email: &str,
    now: i64,
) -> Result<bool, DbErr> {
    let row = Entity::find()
        .filter(Column::Account.eq(account))
        .filter(Column::Email.eq(email))
        .filter(Column::State.eq(State::WithOwner.as_str()))
        .filter(Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    Ok(row.is_some())
}

/// Ends every open request of a kind, of a mailbox or a resident.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(
    tx: &impl ConnectionTrait,
    kind: Kind,
    email: &str,
    resident_id: &str,
) -> Result<(), DbErr> {
    use sea_orm::sea_query::{Cond, Expr};
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Over.as_str()))
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Cond::any().add(Column::Email.eq(email)).add(Column::ResidentId.eq(resident_id)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Drops what ran out before an instant: nobody needs the personal data of those who did not come.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(db: &impl ConnectionTrait, before: i64) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(before)).exec(db).await?;
    Ok(())
}
