//! Who gets the receipt of a payment by letter.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipt_readers")]
pub struct Model {
    /// Payment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub payment_id: String,
    /// Whoever paid.
    pub resident_id: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
