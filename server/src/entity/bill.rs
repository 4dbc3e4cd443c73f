//! Bills: immutable; what one got wrong the next one corrects.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bills")]
pub struct Model {
    /// Number: the account's and the period, so that no period is billed twice.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: String,
    /// Account number.
    pub account: String,
    /// The month.
    pub period: String,
    /// Payee id of the branch profile.
    pub payee: String,
    /// Word of [`svetlitsa_domain::tariffs::Service`].
    pub service: String,
    /// Business time, Unix ms.
    pub made_at: i64,
    /// ISO date.
    pub due_on: String,
    /// What this payee was owed for use before, or had been paid ahead (negative).
    pub before_kopecks: i64,
    /// Sum of the lines.
    pub charged_kopecks: i64,
    /// What this payee was owed as penalty before.
    pub penalty_before_kopecks: i64,
    /// What has grown since.
    pub penalty_kopecks: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
