//! Penalties as closings have booked them: what has grown in a month, and where it comes from.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "penalties")]
pub struct Model {
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Payee id of the branch profile.
    #[sea_orm(primary_key, auto_increment = false)]
    pub payee: String,
    /// The month that was not paid in time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub late_period: String,
    /// The last day that is reckoned, ISO: that of the month that was closed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub reckoned_on: String,
    /// ISO date by which the month was to be paid.
    pub due_on: String,
    /// What this closing has booked.
    pub amount_kopecks: i64,
    /// The whole penalty by then.
    pub grown_kopecks: i64,
    /// [`svetlitsa_domain::bills::Derivation`] as JSON.
    pub derivation: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
