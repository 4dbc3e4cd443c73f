//! Up to when residents have seen what happened in their cabinets.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "seen_notices")]
pub struct Model {
    /// Resident.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resident_id: String,
    /// Business time, Unix ms.
    pub until: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
