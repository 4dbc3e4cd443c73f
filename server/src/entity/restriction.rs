//! Notices of restriction, and how far each has come.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "restrictions")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account number.
    pub account: String,
    /// Payee id of the branch profile: to whom the debt is owed.
    pub payee: String,
    /// Word of [`svetlitsa_domain::bills::NoticeChannel`].
    pub channel: String,
    /// What the notice asks for.
    pub debt_kopecks: i64,
    /// Business time, Unix ms.
    pub sent_at: i64,
    /// Business time at which it reached the debtor, Unix ms, when there is a proof.
    pub delivered_at: Option<i64>,
    /// The proof: number of the letter, name of who signed.
    pub proof: String,
    /// ISO date on which supply was limited.
    pub limited_on: Option<String>,
    /// ISO date on which it was suspended.
    pub suspended_on: Option<String>,
    /// ISO date on which everything was paid or an agreement came into force.
    pub settled_on: Option<String>,
    /// ISO date on which supply was restored.
    pub restored_on: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
