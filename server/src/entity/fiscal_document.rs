//! Fiscal documents, journaled with the money that they tell of and registered afterwards.

use sea_orm::entity::prelude::*;

/// A row; there is one for each cause, kind and grounds.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fiscal_documents")]
pub struct Model {
    /// Id, time-ordered; with the attempt it is the key that makes a repeated request safe.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Word of [`svetlitsa_domain::receipts::FiscalKind`].
    pub kind: String,
    /// The payment on whose receipt it stands.
    pub payment_id: String,
    /// What it tells of: the payment, a refund, or the document that is corrected.
    pub cause_id: String,
    /// Number of the paper that a correction rests upon; empty for every other kind.
    pub grounds: String,
    /// JSON of the other grounds of a correction.
    pub grounds_body: Option<String>,
    /// Word of [`crate::fiscal::Registrar`].
    pub registrar: String,
    /// INN of whoever received the money.
    pub inn: String,
    /// Its total.
    pub amount_kopecks: i64,
    /// JSON of [`crate::fiscal::FiscalReceipt`]: a repeated key must bear the same body.
    #[sea_orm(column_type = "Text")]
    pub receipt: String,
    /// Word of [`svetlitsa_domain::receipts::FiscalState`].
    pub state: String,
    /// Business time, Unix ms.
    pub asked_at: i64,
    /// Grows when somebody has it tried anew after a failure.
    pub attempt: i32,
    /// What the cash register calls it.
    pub remote_id: Option<String>,
    /// Why it failed.
    #[sea_orm(column_type = "Text", nullable)]
    pub failure: Option<String>,
    /// JSON of `FiscalView`, once it is registered.
    #[sea_orm(column_type = "Text", nullable)]
    pub body: Option<String>,
    /// Real time, Unix ms: when to ask again.
    pub next_poll_at: i64,
    /// How often asked.
    pub polls: i32,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
