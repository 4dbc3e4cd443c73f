//! Payments, journaled before the acquirer hears of them.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account number.
    pub account: String,
    /// Payee id.
    pub payee: String,
    /// Month in which it was made: an advance is booked to it.
    pub period: String,
    /// Month that the payer named, covered before older ones.
    pub named_period: Option<String>,
    /// What the payer pays.
    pub amount_kopecks: i64,
    /// Word of [`svetlitsa_domain::payments::PaymentMethod`].
    pub method: String,
    /// Word of [`svetlitsa_domain::payments::PaymentState`].
    pub state: String,
    /// Grows with every change.
    pub version: i32,
    /// Business time, Unix ms.
    pub created_at: i64,
    /// Terminal that took it.
    pub terminal: Option<String>,
    /// The acquirer's id.
    #[sea_orm(unique)]
    pub acquirer_id: Option<String>,
    /// Where the payer goes.
    #[sea_orm(column_type = "Text", nullable)]
    pub confirmation_url: Option<String>,
    /// What is drawn as a QR.
    #[sea_orm(column_type = "Text", nullable)]
    pub qr_payload: Option<String>,
    /// Business time, Unix ms.
    pub link_expires_at: Option<i64>,
    /// A reason of the acquirer's list.
    pub failure: Option<String>,
    /// The last call failed.
    pub is_acquirer_silent: bool,
    /// Real time, Unix ms: when to ask again.
    pub next_poll_at: i64,
    /// How often asked since the last change.
    pub polls: i32,
    /// Business time of the final state, Unix ms.
    pub settled_at: Option<i64>,
    /// RRN or SBP operation.
    pub operation_id: Option<String>,
    /// Masked card or bank.
    pub instrument: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
