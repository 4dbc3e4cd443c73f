//! Closings of periods: what was billed, and how.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "closings")]
pub struct Model {
    /// Branch id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub branch: String,
    /// The month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
    /// Business time, Unix ms.
    pub started_at: i64,
    /// Business time, Unix ms; `None` while it goes on or was interrupted.
    pub finished_at: Option<i64>,
    /// Bills by readings.
    pub actual: i64,
    /// Bills by average.
    pub average: i64,
    /// Bills by norm.
    pub norm: i64,
    /// Accounts that could not be billed.
    pub refused: i64,
    /// Sum of the bills.
    pub charged_kopecks: i64,
    /// Sum of the penalties that were booked, on bills or apart.
    pub penalty_kopecks: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
