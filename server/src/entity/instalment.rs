//! Agreements on instalments. One is in force once its first part is paid.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "instalments")]
pub struct Model {
    /// Number, as people quote it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: String,
    /// Account number.
    pub account: String,
    /// Payee id of the branch profile: to whom the debt is owed.
    pub payee: String,
    /// Who asked for it.
    pub resident_id: String,
    /// Business time, Unix ms.
    pub made_at: i64,
    /// The debt it is about.
    pub debt_kopecks: i64,
    /// What is paid at once.
    pub first_kopecks: i64,
    /// ISO date by which that is paid.
    pub first_due: String,
    /// The other parts, JSON: `due` and `amount_kopecks` of each.
    pub parts: String,
    /// Business time at which the first part was there, Unix ms.
    pub in_force_at: Option<i64>,
    /// Business time at which it was withdrawn before that, Unix ms.
    pub withdrawn_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
