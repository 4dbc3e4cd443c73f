//! Receipts, immutable.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipts")]
pub struct Model {
    /// Verification code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Receipt number.
    #[sea_orm(unique)]
    pub number: String,
    /// Payment.
    #[sea_orm(unique)]
    pub payment_id: String,
    /// Business time, Unix ms.
    pub issued_at: i64,
    /// JSON of `ReceiptView`.
    #[sea_orm(column_type = "Text")]
    pub body: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
