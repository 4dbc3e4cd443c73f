//! Letters about outages: one for each subscription and step, each with a link that ends them.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outage_letters")]
pub struct Model {
    /// Id of the step.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event: String,
    /// Where to: whoever asked twice is told once.
    #[sea_orm(primary_key, auto_increment = false)]
    pub email: String,
    /// Id of the subscription.
    pub subscription: String,
    /// Digest of the token that ends it.
    pub token: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
