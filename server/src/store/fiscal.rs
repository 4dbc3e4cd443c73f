//! Fiscal documents.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::receipts::FiscalState;

use crate::entity::fiscal_document;

/// A document by its id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<fiscal_document::Model>, DbErr> {
    fiscal_document::Entity::find_by_id(id).one(db).await
}

/// The same, and nobody else changes it meanwhile.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &DatabaseTransaction, id: &str) -> Result<Option<fiscal_document::Model>, DbErr> {
    fiscal_document::Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Documents on the receipt of a payment, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_payment(
    db: &impl ConnectionTrait,
    payment: &str,
) -> Result<Vec<fiscal_document::Model>, DbErr> {
    fiscal_document::Entity::find()
        .filter(fiscal_document::Column::PaymentId.eq(payment))
        .order_by_asc(fiscal_document::Column::Id)
        .all(db)
        .await
}

/// Documents in a state, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn in_state(
    db: &impl ConnectionTrait,
    state: FiscalState,
) -> Result<Vec<fiscal_document::Model>, DbErr> {
    fiscal_document::Entity::find()
        .filter(fiscal_document::Column::State.eq(state.as_str()))
        .order_by_asc(fiscal_document::Column::Id)
        .all(db)
        .await
}

/// Ids of documents that wait and whose turn to be asked about has come.
///
/// # Errors
/// When the database does not answer.
pub async fn due(db: &impl ConnectionTrait, real_now_ms: i64) -> Result<Vec<String>, DbErr> {
    fiscal_document::Entity::find()
        .select_only()
        .column(fiscal_document::Column::Id)
        .filter(fiscal_document::Column::State.eq(FiscalState::Waiting.as_str()))
        .filter(fiscal_document::Column::NextPollAt.lte(real_now_ms))
        .order_by_asc(fiscal_document::Column::NextPollAt)
        .limit(20)
        .into_tuple()
        .all(db)
        .await
}

/// The turn of a waiting document comes at once, by what the cash register calls it.
///
/// # Errors
/// When the database does not answer.
pub async fn hasten(db: &impl ConnectionTrait, remote_id: &str, real_now_ms: i64) -> Result<(), DbErr> {
    fiscal_document::Entity::update_many()
        .col_expr(fiscal_document::Column::NextPollAt, Expr::value(real_now_ms))
        .filter(fiscal_document::Column::RemoteId.eq(remote_id))
        .filter(fiscal_document::Column::State.eq(FiscalState::Waiting.as_str()))
        .exec(db)
        .await?;
    Ok(())
}

/// Journals a document, unless it is journaled. Tells whether it is new.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &DatabaseTransaction, row: fiscal_document::Model) -> Result<bool, DbErr> {
    use fiscal_document::Column::{CauseId, Grounds, Kind};
    let once = OnConflict::columns([Kind, CauseId, Grounds]).do_nothing().to_owned();
    let inserted = fiscal_document::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(once)
        .exec_without_returning(tx)
        .await?;
    Ok(inserted > 0)
}

/// Writes a changed document back.
///
/// # Errors
/// When the database does not answer.
pub async fn save(
    tx: &DatabaseTransaction,
    row: fiscal_document::Model,
) -> Result<fiscal_document::Model, DbErr> {
    row.into_active_model().reset_all().update(tx).await
}
