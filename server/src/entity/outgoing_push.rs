//! The outbox of notices in browsers: one row for each browser, written with the change that causes it.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outgoing_push")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose browser it is.
    pub resident_id: String,
    /// The browser.
    pub browser_id: String,
    /// Its name, for the list of what was sent.
    pub browser: String,
    /// The name of its system.
    pub system: String,
    /// Branch whose hours it keeps; none for a trial, which somebody waits for.
    pub branch: Option<String>,
    /// Word of [`svetlitsa_domain::notices::NoticeKind`], or `trial`.
    pub kind: String,
    /// The account that it is about; empty for a trial.
    pub account: String,
    /// By which a push service, and the browser, replace it by a newer one, or by itself.
    pub topic: String,
    /// Its first line.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// What it says.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The page that it opens.
    #[sea_orm(column_type = "Text")]
    pub path: String,
    /// Language of its words.
    pub language: String,
    /// Business time, Unix ms.
    pub created_at: i64,
    /// Real time, Unix ms.
    pub next_attempt_at: i64,
    /// Talks with the push service so far.
    pub attempts: i32,
    /// Real time, Unix ms, when the push service took it.
    pub handed_at: Option<i64>,
    /// Of the last attempt.
    #[sea_orm(column_type = "Text", nullable)]
    pub error: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
