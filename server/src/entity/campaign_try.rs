//! Letters, messages and calls of campaigns: each once.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_tries")]
pub struct Model {
    /// Whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contact: String,
    /// Which: its number, or the moment of a call.
    #[sea_orm(primary_key, auto_increment = false)]
    pub mark: String,
    /// Id, time-ordered.
    pub id: String,
    /// Campaign.
    pub campaign: String,
    /// Account number.
    pub account: String,
    /// Business time, Unix ms.
    pub at: i64,
    /// Word of [`svetlitsa_domain::campaigns::CallResult`]; none for a letter or message.
    pub result: Option<String>,
    /// Digest of the token that ends such letters.
    pub token: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
