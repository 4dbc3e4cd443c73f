//! Telephones that residents confirmed, or are about to.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phones")]
pub struct Model {
    /// Resident.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resident_id: String,
    /// `+79XXXXXXXXX`; none before the first is confirmed.
    pub confirmed: Option<String>,
    /// The one that a code was sent to.
    pub asked: Option<String>,
    /// Digest of that code.
    pub code: Option<String>,
    /// When it was sent; real time, Unix ms.
    pub code_at: i64,
    /// Wrong codes since.
    pub failures: i32,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
