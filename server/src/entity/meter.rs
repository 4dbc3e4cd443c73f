//! Meters.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meters")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account number.
    pub account: String,
    /// Number on the plate.
    pub serial: String,
    /// Model.
    pub model: String,
    /// Word of [`svetlitsa_domain::tariffs::Service`].
    pub service: String,
    /// Whole digits of a register.
    pub digits: i32,
    /// Transformer factor.
    pub coefficient: i32,
    /// Readings arrive by themselves.
    pub is_smart: bool,
    /// Its use is paid for beforehand: nothing is charged by readings.
    pub is_prepaid: bool,
    /// ISO date.
    pub verified_until: Option<String>,
    /// Order.
    pub position: i32,
    /// ISO date of the day it was taken off.
    pub removed_on: Option<String>,
    /// Id of the meter in whose place it was put.
    pub replaces: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
