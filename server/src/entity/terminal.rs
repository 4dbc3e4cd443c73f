//! Lobby terminals.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "terminals")]
pub struct Model {
    /// `K-0001`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Where it stands.
    pub place: String,
    /// Branch id.
    pub branch: String,
    /// SHA-256 of the one-time enrolment code; absent once used.
    pub code_hash: Option<String>,
    /// Width of its printer's paper, mm: 80 or 58.
    pub paper_mm: i32,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
