//! What residents asked to be told of, and how.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use svetlitsa_domain::notices::NoticeKind;

use crate::entity::account;
use crate::entity::reminder::{Column, Entity, Model};

/// By which ways somebody is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// By letter.
    pub email: bool,
    /// By text message.
    pub sms: bool,
    /// In the browsers that were allowed to.
    pub push: bool,
}

impl Ways {
    /// The ways that a row names.
    #[must_use]
    pub const fn of(row: &Model) -> Self {
        Self { email: row.by_email, sms: row.by_sms, push: row.by_push }
    }
}

/// What a resident is told of about an account, and how.
///
/// # Errors
/// When the database does not answer.
pub async fn of_account(
    db: &impl ConnectionTrait,
    resident: &str,
    account: &str,
) -> Result<Vec<(NoticeKind, Ways)>, DbErr> {
    let rows = Entity::find()
        .filter(Column::ResidentId.eq(resident))
        .filter(Column::Account.eq(account))
        .all(db)
        .await?;
    let known = |row: &Model| Some((NoticeKind::parse(&row.kind)?, Ways::of(row)));
    Ok(rows.iter().filter_map(known).collect())
}

/// Says by which ways a resident is told of something from now on; by none, there is no row.
///
/// # Errors
/// When the database does not answer.
pub async fn arrange(
    tx: &impl ConnectionTrait,
    (resident, account): (&str, &str),
    kind: NoticeKind,
    ways: Ways,
) -> Result<(), DbErr> {
    let kind = kind.as_str().to_owned();
    let (resident_id, account) = (resident.to_owned(), account.to_owned());
    if ways == Ways::default() {
        Entity::delete_by_id((resident_id, account, kind)).exec(tx).await?;
        return Ok(());
    }
    let again = OnConflict::columns([Column::ResidentId, Column::Account, Column::Kind])
        .update_columns([Column::ByEmail, Column::BySms, Column::ByPush])
        .to_owned();
    let Ways { email, sms, push } = ways;
    let row = Model { resident_id, account, kind, by_email: email, by_sms: sms, by_push: push };
    Entity::insert(row.into_active_model().reset_all()).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Ends everything that a resident is told by text message; the other ways stay.
///
/// # Errors
/// When the database does not answer.
pub async fn end_sms(tx: &impl ConnectionTrait, resident: &str) -> Result<(), DbErr> {
    end(tx, resident, Column::BySms, [Column::ByEmail, Column::ByPush]).await
}

/// Ends everything that a resident is told in browsers; the other ways stay.
///
/// # Errors
/// When the database does not answer.
pub async fn end_push(tx: &impl ConnectionTrait, resident: &str) -> Result<(), DbErr> {
    end(tx, resident, Column::ByPush, [Column::ByEmail, Column::BySms]).await
}

async fn end(
    tx: &impl ConnectionTrait,
    resident: &str,
    way: Column,
    others: [Column; 2],
) -> Result<(), DbErr> {
    let none_other = others.into_iter().fold(Condition::all(), |all, other| all.add(other.eq(false)));
    Entity::delete_many().filter(Column::ResidentId.eq(resident)).filter(none_other).exec(tx).await?;
    Entity::update_many()
        .col_expr(way, Expr::value(false))
        .filter(Column::ResidentId.eq(resident))
        .exec(tx)
        .await?;
    Ok(())
}

/// Who asked to be told of something about an account.
///
/// # Errors
/// When the database does not answer.
pub async fn wanting(
    db: &impl ConnectionTrait,
    account: &str,
    kind: NoticeKind,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Account.eq(account))
        .filter(Column::Kind.eq(kind.as_str()))
        .order_by_asc(Column::ResidentId)
        .all(db)
        .await
}

/// Who asked to be told of something about the accounts of a branch.
///
/// # Errors
/// When the database does not answer.
pub async fn of_branch(
    db: &impl ConnectionTrait,
    branch: &str,
    kind: NoticeKind,
) -> Result<Vec<Model>, DbErr> {
    let of_branch = account::Entity::find()
        .select_only()
        .column(account::Column::Number)
        .filter(account::Column::Branch.eq(branch));
    Entity::find()
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Column::Account.in_subquery(of_branch.into_query()))
        .order_by_asc(Column::ResidentId)
        .order_by_asc(Column::Account)
        .all(db)
        .await
}

/// Accounts about which a resident asked to be told of something.
///
/// # Errors
/// When the database does not answer.
pub async fn of_resident(
    db: &impl ConnectionTrait,
    resident: &str,
    kind: NoticeKind,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::ResidentId.eq(resident))
        .filter(Column::Kind.eq(kind.as_str()))
        .order_by_asc(Column::Account)
        .all(db)
        .await
}

/// Wishes of some kinds after a resident, account and kind.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    db: &impl ConnectionTrait,
    kinds: &[NoticeKind],
    after: &(String, String, String),
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let (resident, account, kind) = after;
    let same_resident = || Condition::all().add(Column::ResidentId.eq(resident));
    Entity::find()
        .filter(Column::Kind.is_in(kinds.iter().map(|kind| kind.as_str())))
        .filter(
            Condition::any()
                .add(Column::ResidentId.gt(resident))
                .add(same_resident().add(Column::Account.gt(account)))
                .add(same_resident().add(Column::Account.eq(account)).add(Column::Kind.gt(kind))),
        )
        .order_by_asc(Column::ResidentId)
        .order_by_asc(Column::Account)
        .order_by_asc(Column::Kind)
        .limit(limit)
        .all(db)
        .await
}
