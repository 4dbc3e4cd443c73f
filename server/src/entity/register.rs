//! Registers of meters with the value they started from.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registers")]
pub struct Model {
    /// Meter id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meter: String,
    /// Word of [`svetlitsa_domain::tariffs::Zone`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub zone: String,
    /// Order in which the customer is asked.
    pub position: i32,
    /// Value at installation.
    pub initial_value: i64,
    /// ISO date of installation.
    pub initial_on: String,
    /// Value in the act of removal.
    pub final_value: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
