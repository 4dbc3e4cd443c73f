//! Readings that were given with a payment.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_readings")]
pub struct Model {
    /// Id of the payment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub payment: String,
    /// Id of the reading.
    #[sea_orm(primary_key, auto_increment = false)]
    pub reading: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
