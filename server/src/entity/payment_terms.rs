//! What of a payment is fixed for the acquirer when it is journaled: a repeated key must bear the same body.

use sea_orm::entity::prelude::*;

/// A row; a payment without one has neither.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_terms")]
pub struct Model {
    /// The payment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub payment_id: String,
    /// Where the fiscal receipt goes.
    pub receipt_email: Option<String>,
    /// Whether more was paid than was owed.
    pub is_ahead: bool,
    /// By how much; not known of former times.
    pub ahead_kopecks: Option<i64>,
    /// Word of [`crate::fiscal::Registrar`]; the acquirer's in former times.
    pub registrar: Option<String>,
    /// The kept method that is charged without asking the payer.
    pub saved_method: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
