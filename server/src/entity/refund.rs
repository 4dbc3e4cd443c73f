//! Refunds, journaled before the acquirer hears of them.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refunds")]
pub struct Model {
    /// Id, time-ordered; also the key that makes a repeated request to the acquirer safe.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The payment whose money goes back.
    pub payment_id: String,
    /// How much.
    pub amount_kopecks: i64,
    /// What of it was paid before it was used; not known of former times.
    pub ahead_kopecks: Option<i64>,
    /// The decision or request that says so; of a payment each sends money back once.
    pub document: String,
    /// Who asked for it: a sign-in of the staff, or whoever gave the command.
    pub asked_by: String,
    /// Word of [`svetlitsa_domain::payments::RefundState`].
    pub state: String,
    /// Business time, Unix ms.
    pub asked_at: i64,
    /// Business time of the end, Unix ms.
    pub settled_at: Option<i64>,
    /// A reason of the acquirer's list.
    pub failure: Option<String>,
    /// The acquirer's id.
    #[sea_orm(unique)]
    pub acquirer_id: Option<String>,
    /// Real time, Unix ms: when the acquirer was first asked. Its keys are honoured for a day.
    pub first_sent_at: Option<i64>,
    /// Real time, Unix ms: when to ask again.
    pub next_poll_at: i64,
    /// How often asked.
    pub polls: i32,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
