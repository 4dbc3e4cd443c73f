//! Common use of a building in a month, as its meter, its flats and the norm say. Numbers are decimals.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "common_uses")]
pub struct Model {
    /// Id of the building, as accounts name it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub building: String,
    /// The month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
    /// Units by the building's meter; `None` when it has none, and then no other count, either.
    pub house: Option<String>,
    /// Units by what is no dwelling.
    pub non_residential: Option<String>,
    /// Units of flats that are charged by norm or average.
    pub flats_by_norm: Option<String>,
    /// Units of flats that are charged by meter.
    pub flats_by_meter: Option<String>,
    /// Id of the norm.
    pub norm_id: String,
    /// Units a m² of common property.
    pub norm_per_m2: String,
    /// m² of common property.
    pub common_m2: String,
    /// m² of all dwellings and other premises.
    pub total_m2: String,
    /// Whether the excess over the norm is the managing organisation's.
    pub is_capped: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
