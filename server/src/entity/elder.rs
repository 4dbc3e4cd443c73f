//! House elders: who gives the readings of which house.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "elders")]
pub struct Model {
    /// Resident id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resident_id: String,
    /// Branch id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub branch: String,
    /// House number, normalised.
    #[sea_orm(primary_key, auto_increment = false)]
    pub house: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
