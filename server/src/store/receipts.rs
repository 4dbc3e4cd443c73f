//! Receipts.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::entity::receipt;

/// The receipt of a payment.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_payment(db: &impl ConnectionTrait, id: &str) -> Result<Option<receipt::Model>, DbErr> {
    receipt::Entity::find().filter(receipt::Column::PaymentId.eq(id)).one(db).await
}

/// The receipt of a verification code.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_code(db: &impl ConnectionTrait, code: &str) -> Result<Option<receipt::Model>, DbErr> {
    receipt::Entity::find_by_id(code).one(db).await
}
