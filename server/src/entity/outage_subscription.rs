//! Who wants to be written to about an outage, or about a house.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outage_subscriptions")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Where to.
    pub email: String,
    /// Language of the letters.
    pub language: String,
    /// Id of the outage; empty for a house.
    pub outage: String,
    /// Branch id.
    pub branch: String,
    /// Town and street; empty for an outage.
    pub street: String,
    /// House, normalised; empty for an outage.
    pub house: String,
    /// Digest of the token that confirms it.
    pub token: Option<String>,
    /// When it was asked for, business time, Unix ms.
    pub asked_at: i64,
    /// Until when its link is good, real time, Unix ms.
    pub expires_at: i64,
    /// When it was confirmed, business time, Unix ms.
    pub confirmed_at: Option<i64>,
    /// When it was ended, business time, Unix ms.
    pub ended_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
