//! Days that were compared with the acquirer's list.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "day_closings")]
pub struct Model {
    /// The day, YYYY-MM-DD.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    /// Business time of the last comparison, Unix ms.
    pub closed_at: i64,
    /// Whether nothing differs.
    pub is_balanced: bool,
    /// JSON of `DayClosingView`.
    #[sea_orm(column_type = "Text")]
    pub body: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
