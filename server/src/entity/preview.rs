//! Looks of staff into a customer's cabinet.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "previews")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose cabinet.
    pub account: String,
    /// Who.
    pub staff_id: String,
    /// Name and post as shown to the customer.
    pub staff_name: String,
    /// Why.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Business time, Unix ms.
    pub started_at: i64,
    /// Business time, Unix ms.
    pub expires_at: i64,
    /// Business time, Unix ms.
    pub ended_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
