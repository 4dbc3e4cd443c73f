//! Acts of inspectors, by which a household is charged without its readings.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "acts")]
pub struct Model {
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Word of [`svetlitsa_domain::readings::NoReading`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// First month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_period: String,
    /// Last month, counted; `None` until further notice.
    pub until_period: Option<String>,
    /// Number and day of the act.
    #[sea_orm(column_type = "Text")]
    pub document: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
