//! The outbox of text messages: written with the change that causes them.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outgoing_sms")]
pub struct Model {
    /// Id, time-ordered; what the gateway knows it by is made of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose telephone it is.
    pub resident_id: String,
    /// `+79XXXXXXXXX`.
    pub recipient: String,
    /// The text; gone from one that held a code once it was handed over.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// Parts that it takes.
    pub segments: i32,
    /// Branch whose hours it keeps and whose days it is repeated on; none for a code, which somebody waits for.
    pub branch: Option<String>,
    /// Word of [`svetlitsa_domain::notices::NoticeKind`] of what somebody asked to be told of; none for codes and campaigns.
    pub kind: Option<String>,
    /// The account that it is about, with a kind.
    pub account: Option<String>,
    /// Business time, Unix ms.
    pub created_at: i64,
    /// Real time, Unix ms.
    pub next_attempt_at: i64,
    /// Talks with the gateway so far.
    pub attempts: i32,
    /// How often it did not arrive.
    pub failures: i32,
    /// Real time, Unix ms, when the gateway took it the last time; none while it has not.
    pub handed_at: Option<i64>,
    /// Real time, Unix ms.
    pub delivered_at: Option<i64>,
    /// Of the last attempt.
    #[sea_orm(column_type = "Text", nullable)]
    pub error: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
