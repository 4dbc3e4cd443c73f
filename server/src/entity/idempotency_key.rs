//! Answers of mutations, stored with their effects.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// Who asked: a session or a guest.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope: String,
    /// The header.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// SHA-256 of method, path and body.
    pub request_hash: String,
    /// HTTP status of the answer.
    pub status: i32,
    /// Its `Location`.
    pub location: Option<String>,
    /// Its body.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// Real time, Unix ms.
    pub created_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
