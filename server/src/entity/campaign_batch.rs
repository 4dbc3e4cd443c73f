//! Lists of campaigns that were given out to diallers.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_batches")]
pub struct Model {
    /// Campaign.
    #[sea_orm(primary_key, auto_increment = false)]
    pub campaign: String,
    /// Its number in the campaign, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// How many are on it.
    pub count: i32,
    /// Who gave it out.
    pub given_by: String,
    /// When, business time, Unix ms.
    pub given_at: i64,
    /// Until when those on it are nobody else's to call, business time, Unix ms.
    pub until: i64,
    /// The table as it was given out; empty once the campaign is over.
    #[sea_orm(column_type = "Text")]
    pub file: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
