//! The transactional outbox: written with the change that causes it.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outgoing_mails")]
pub struct Model {
    /// Id, time-ordered; the Message-ID is made of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Address.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// Business time, Unix ms.
    pub created_at: i64,
    /// Real time, Unix ms.
    pub next_attempt_at: i64,
    /// So far.
    pub attempts: i32,
    /// Real time, Unix ms.
    pub sent_at: Option<i64>,
    /// Of the last attempt.
    #[sea_orm(column_type = "Text", nullable)]
    pub error: Option<String>,
    /// Holds a link that opens something: the text goes once the letter has left.
    pub is_secret: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
