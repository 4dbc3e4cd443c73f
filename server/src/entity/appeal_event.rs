//! Steps of appeals.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal_events")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Number.
    pub appeal: String,
    /// Business time, Unix ms.
    pub at: i64,
    /// Stage it led to.
    pub stage: String,
    /// Words to the customer, or the customer's own.
    #[sea_orm(column_type = "Text", nullable)]
    pub text: Option<String>,
    /// Who.
    pub staff_name: Option<String>,
    /// Whether the words are the author's.
    pub is_by_author: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
