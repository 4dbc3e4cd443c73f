//! Messages with readings that were answered.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sms_messages")]
pub struct Model {
    /// The gateway's id, or a digest of sender, text and time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Id of the reading, when it was one.
    pub reading: Option<String>,
    /// `accepted`, `question` or `refused`.
    pub verdict: String,
    /// Why.
    pub code: String,
    /// The answer.
    #[sea_orm(column_type = "Text")]
    pub reply: String,
    /// Business time, Unix ms.
    pub received_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
