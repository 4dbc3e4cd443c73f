//! Telephones of accounts, as the supplier's own files tell them. No customer ever sees one.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_phones")]
pub struct Model {
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// `+7` and ten digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub phone: String,
    /// Business time, Unix ms.
    pub told_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
