//! Days that were compared with the acquirer's list.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use svetlitsa_domain::payments::PaymentState;

use crate::entity::day_closing::{Column, Entity, Model};
use crate::entity::{ledger_entry, payment};

/// The newest days, at most so many.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_desc(Column::Day).limit(limit).all(db).await
}

/// Keeps what came of a day, in place of what came of it before.
///
/// # Errors
/// When the database does not answer.
pub async fn save(db: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let again = OnConflict::column(Column::Day)
        .update_columns([Column::ClosedAt, Column::IsBalanced, Column::Body])
        .to_owned();
    Entity::insert(row.into_active_model().reset_all()).on_conflict(again).exec_without_returning(db).await?;
    Ok(())
}

/// Payments of the acquirer that were begun from one instant until another and count as paid here.
///
/// # Errors
/// When the database does not answer.
pub async fn paid_between(
    db: &impl ConnectionTrait,
    from: i64,
    until: i64,
) -> Result<Vec<payment::Model>, DbErr> {
    payment::Entity::find()
        .filter(payment::Column::AcquirerId.is_not_null())
        .filter(payment::Column::State.eq(PaymentState::Succeeded.as_str()))
        .filter(payment::Column::CreatedAt.gte(from))
        .filter(payment::Column::CreatedAt.lt(until))
        .order_by_asc(payment::Column::Id)
        .all(db)
        .await
}

/// What the ledger has of a payment, paid positive: read from the entries, not from the payment's own row.
///
/// # Errors
/// When the database does not answer.
pub async fn credited(db: &impl ConnectionTrait, payment: &str) -> Result<i64, DbErr> {
    let amounts: Vec<i64> = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::AmountKopecks)
        .filter(ledger_entry::Column::CauseKind.eq("payment"))
        .filter(ledger_entry::Column::CauseId.eq(payment))
        .into_tuple()
        .all(db)
        .await?;
    Ok(-amounts.into_iter().sum::<i64>())
}
