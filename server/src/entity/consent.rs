//! Consents: who agreed to which text, when and from where (152-FZ).

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who.
    pub resident_id: String,
    /// The account that it was given for.
    pub account: String,
    /// What for: one consent, one purpose.
    pub purpose: String,
    /// Version of the text.
    pub version: String,
    /// SHA-256 of the text that was shown.
    pub text_hash: String,
    /// Real time, Unix ms.
    pub given_at: i64,
    /// IP address.
    pub address: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
