//! What residents think of the service: a row for each time that one was asked and said so, or did not care to.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "yearly_surveys")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Digest of who was asked, as in `surveys`.
    pub customer: String,
    /// Business time, Unix ms.
    pub asked_at: i64,
    /// 1..=5, 5 is best; none from whoever did not care to say.
    pub mark: Option<i32>,
    /// In the customer's words.
    #[sea_orm(column_type = "Text", nullable)]
    pub text: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
