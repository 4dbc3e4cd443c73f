//! What an operator has to settle with an agent: a transaction that came again with another account or sum.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agent_alerts")]
pub struct Model {
    /// Agent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent: String,
    /// Its number of the transaction.
    #[sea_orm(primary_key, auto_increment = false)]
    pub txn_id: String,
    /// Account that it came with this time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Sum that it came with this time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub amount_kopecks: i64,
    /// Business time, Unix ms.
    pub raised_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
