//! The append-only ledger: balance = sum of entries.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entries")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account number.
    pub account: String,
    /// Payee id of the branch profile.
    pub payee: String,
    /// Word of [`svetlitsa_domain::tariffs::Service`].
    pub service: String,
    /// Period it belongs to.
    pub period: String,
    /// Word of [`svetlitsa_domain::bills::Purpose`]: use and penalty are never mixed.
    pub purpose: String,
    /// Signed: owed positive, paid negative.
    pub amount_kopecks: i64,
    /// `opening`, `charge`, `payment`, `penalty`, `correction`.
    pub cause_kind: String,
    /// What caused it.
    pub cause_id: String,
    /// Which line of the cause.
    pub cause_line: i32,
    /// Business time, Unix ms.
    pub booked_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
