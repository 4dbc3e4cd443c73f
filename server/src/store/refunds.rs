//! Refunds, and what is fixed of a payment for the acquirer.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::payments::RefundState;

use crate::entity::{ledger_entry, payment_terms, refund};

/// A refund by its id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<refund::Model>, DbErr> {
    refund::Entity::find_by_id(id).one(db).await
}

/// A refund by the acquirer's id.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_acquirer_id(
    db: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<refund::Model>, DbErr> {
    refund::Entity::find().filter(refund::Column::AcquirerId.eq(id)).one(db).await
}

/// Refunds of a payment, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_payment(db: &impl ConnectionTrait, payment: &str) -> Result<Vec<refund::Model>, DbErr> {
    refund::Entity::find()
        .filter(refund::Column::PaymentId.eq(payment))
        .order_by_asc(refund::Column::Id)
        .all(db)
        .await
}

/// Ids of refunds under way whose turn to be asked about has come.
///
/// # Errors
/// When the database does not answer.
pub async fn due(db: &impl ConnectionTrait, real_now_ms: i64) -> Result<Vec<String>, DbErr> {
    refund::Entity::find()
        .select_only()
        .column(refund::Column::Id)
        .filter(refund::Column::State.eq(RefundState::Asked.as_str()))
        .filter(refund::Column::NextPollAt.lte(real_now_ms))
        .order_by_asc(refund::Column::NextPollAt)
        .limit(20)
        .into_tuple()
        .all(db)
        .await
}

/// Journals a refund.
///
/// # Errors
/// When the database does not answer, or the document has sent money of this payment back already.
pub async fn insert(tx: &DatabaseTransaction, row: refund::Model) -> Result<refund::Model, DbErr> {
    row.into_active_model().reset_all().insert(tx).await
}

/// Writes a changed refund back.
///
/// # Errors
/// When the database does not answer.
pub async fn save(tx: &DatabaseTransaction, row: refund::Model) -> Result<refund::Model, DbErr> {
    row.into_active_model().reset_all().update(tx).await
}

/// The entries of the ledger that a payment made, in the order of its shares.
///
/// # Errors
/// When the database does not answer.
pub async fn shares(db: &impl ConnectionTrait, payment: &str) -> Result<Vec<ledger_entry::Model>, DbErr> {
    ledger_entry::Entity::find()
        .filter(ledger_entry::Column::CauseKind.eq("payment"))
        .filter(ledger_entry::Column::CauseId.eq(payment))
        .order_by_asc(ledger_entry::Column::CauseLine)
        .all(db)
        .await
}

/// What was fixed of a payment when it was journaled.
///
/// # Errors
/// When the database does not answer.
pub async fn terms(db: &impl ConnectionTrait, payment: &str) -> Result<Option<payment_terms::Model>, DbErr> {
    payment_terms::Entity::find_by_id(payment).one(db).await
}

/// Fixes them.
///
/// # Errors
/// When the database does not answer.
pub async fn fix_terms(tx: &impl ConnectionTrait, row: payment_terms::Model) -> Result<(), DbErr> {
    payment_terms::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}
