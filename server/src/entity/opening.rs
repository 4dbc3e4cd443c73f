//! With what an account was taken over from whoever billed it before.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "openings")]
pub struct Model {
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Digest of the row of the file: the same row again is the same taking over.
    pub digest: String,
    /// ISO date of the values that the registers started from.
    pub read_on: String,
    /// Units used in the month before.
    pub last_units: Option<i64>,
    /// Units paid for in the month before.
    pub last_paid_units: Option<i64>,
    /// What was carried over: owed positive.
    pub balance_kopecks: i64,
    /// Business time, Unix ms.
    pub taken_over_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
