//! What put an entry of the ledger right.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "corrections")]
pub struct Model {
    /// Id; the entry that it made names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account number.
    pub account: String,
    /// Id of the entry that is corrected.
    pub entry: String,
    /// By how much: signed as the entries are.
    pub amount_kopecks: i64,
    /// Word of [`svetlitsa_domain::bills::CorrectionReason`].
    pub reason: String,
    /// The decision or request that says so; for an entry each corrects once.
    pub document: String,
    /// Business time, Unix ms.
    pub booked_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
