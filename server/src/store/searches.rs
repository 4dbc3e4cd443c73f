//! Money that is looked for.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};
use svetlitsa_domain::payments::PaymentState;

use crate::entity::{payment, payment_search};

/// The case of a subject.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, subject: &str) -> Result<Option<payment_search::Model>, DbErr> {
    payment_search::Entity::find_by_id(subject).one(db).await
}

/// Writes a new one down.
///
/// # Errors
/// When the database does not answer, or the subject has one already.
pub async fn insert(tx: &impl ConnectionTrait, row: payment_search::Model) -> Result<(), DbErr> {
    payment_search::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes its end down.
///
/// # Errors
/// When the database does not answer.
pub async fn update(tx: &impl ConnectionTrait, row: payment_search::Model) -> Result<(), DbErr> {
    payment_search::Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// Payments begun before an instant of which the acquirer has not said what became of them, and that nobody looks for
/// yet; the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn unanswered(
    db: &impl ConnectionTrait,
    before: i64,
    limit: u64,
) -> Result<Vec<payment::Model>, DbErr> {
    let open = [PaymentState::Created, PaymentState::Waiting].map(PaymentState::as_str);
    let known =
        payment_search::Entity::find().select_only().column(payment_search::Column::Subject).into_query();
    payment::Entity::find()
        .filter(payment::Column::State.is_in(open))
        // Without a link nobody can have paid.
        .filter(payment::Column::AcquirerId.is_not_null())
        .filter(payment::Column::CreatedAt.lt(before))
        .filter(payment::Column::Id.not_in_subquery(known))
        .order_by_asc(payment::Column::CreatedAt)
        .limit(limit)
        .all(db)
        .await
}
