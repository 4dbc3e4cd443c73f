//! The journal of what agents have told of, one row for each of their transactions.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agent_payments")]
pub struct Model {
    /// Agent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent: String,
    /// Its own number of the transaction, digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub txn_id: String,
    /// Our number of it, told to the agent.
    #[sea_orm(unique)]
    pub number: i64,
    /// The payment it became.
    #[sea_orm(unique)]
    pub payment_id: String,
    /// Account number.
    pub account: String,
    /// How much.
    pub amount_kopecks: i64,
    /// When the agent took it: fourteen digits in the zone of the account's branch.
    pub taken: String,
    /// The day of that.
    pub day: String,
    /// Business time of the credit, Unix ms.
    pub booked_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
