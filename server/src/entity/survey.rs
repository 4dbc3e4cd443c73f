//! What customers think of an answer: one for an appeal that was asked about.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "surveys")]
pub struct Model {
    /// Number of the appeal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub appeal: String,
    /// Digest of the token in the letter's link.
    pub token: String,
    /// Digest of who was asked: resident, or contact.
    pub customer: String,
    /// Business time, Unix ms.
    pub asked_at: i64,
    /// Business time, Unix ms.
    pub rated_at: Option<i64>,
    /// 1..=5, 5 is best.
    pub mark: Option<i32>,
    /// In the customer's words.
    #[sea_orm(column_type = "Text", nullable)]
    pub text: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
