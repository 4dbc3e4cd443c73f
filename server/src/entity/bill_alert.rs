//! From what on a resident wants to be warned of an account's bill.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bill_alerts")]
pub struct Model {
    /// Resident.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resident_id: String,
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Kopecks, when it is a sum; exactly one of the two is there.
    pub above_kopecks: Option<i64>,
    /// Hundredths above the usual bill, when it is that.
    pub above_usual: Option<i32>,
    /// Whether a letter tells.
    pub by_letter: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
