//! The key by which push services know us: made once, sealed.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "push_keys")]
pub struct Model {
    /// There is one: `vapid`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The secret scalar, base64url, sealed.
    #[sea_orm(column_type = "Text")]
    pub secret: String,
    /// Real time, Unix ms.
    pub created_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
