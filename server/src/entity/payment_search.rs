//! Money that is looked for: one case for each payment, or for each payment that only the acquirer knows.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_searches")]
pub struct Model {
    /// Id of the payment; `acquirer:` and the acquirer's id when we know no such payment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// Number of the appeal that the customer and the staff see.
    #[sea_orm(unique)]
    pub appeal: String,
    /// Business time, Unix ms.
    pub opened_at: i64,
    /// Business time, Unix ms; still looked for when absent.
    pub ended_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
