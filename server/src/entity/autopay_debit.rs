//! Debits of automatic payment: one for a bill, journaled before the bank is asked.

use sea_orm::entity::prelude::*;

/// A row; of an account and a month there is one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "autopay_debits")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account number.
    pub account: String,
    /// Month of the bill.
    pub period: String,
    /// Payee id of the branch profile.
    pub payee: String,
    /// Word of [`svetlitsa_domain::payments::autopay::DebitState`].
    pub state: String,
    /// Word of [`svetlitsa_domain::payments::autopay::SkipReason`], or a reason of the acquirer's list.
    pub reason: Option<String>,
    /// What was told; once paid, what was charged.
    pub amount_kopecks: i64,
    /// ISO date of the next attempt.
    pub due_on: String,
    /// How often the bank was asked.
    pub attempts: i32,
    /// The payment of the newest attempt.
    pub payment_id: Option<String>,
    /// Business time, Unix ms.
    pub announced_at: i64,
    /// Business time of the end, Unix ms.
    pub settled_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
