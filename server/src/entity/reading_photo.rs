//! Photos of dials: one for a reading that has one.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reading_photos")]
pub struct Model {
    /// Reading id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub reading: String,
    /// Account number.
    pub account: String,
    /// Word of [`svetlitsa_domain::readings::PhotoKind`].
    pub kind: String,
    /// The file without its metadata.
    #[sea_orm(column_type = "Blob")]
    pub bytes: Vec<u8>,
    /// Business time, Unix ms.
    pub received_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
