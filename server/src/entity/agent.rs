//! Agents: who takes money for us at terminals and in banks, and by which agreement.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agents")]
pub struct Model {
    /// Id, the name that it signs in with.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Name for people, printed on receipts.
    pub name: String,
    /// Digest of its secret.
    pub secret_hash: String,
    /// Words of [`crate::agents::Dialect`], separated by commas.
    pub dialects: String,
    /// Networks it may call from, separated by commas; any when empty.
    #[sea_orm(column_type = "Text")]
    pub networks: String,
    /// Smallest sum that it may take.
    pub least_kopecks: i64,
    /// Largest sum that it may take at once.
    pub most_kopecks: i64,
    /// Business time, Unix ms.
    pub created_at: i64,
    /// Since when it may not call any more, business time, Unix ms.
    pub closed_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
