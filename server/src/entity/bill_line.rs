//! Lines of bills, each with where it comes from.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bill_lines")]
pub struct Model {
    /// Number of the bill.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bill: String,
    /// Place in the bill, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i32,
    /// Account number.
    pub account: String,
    /// The month.
    pub period: String,
    /// Word of [`svetlitsa_domain::bills::LineKind`].
    pub kind: String,
    /// Word of [`svetlitsa_domain::bills::Method`], when use was reckoned.
    pub method: Option<String>,
    /// Word of [`svetlitsa_domain::tariffs::Zone`], when it is one.
    pub zone: Option<String>,
    /// Range, from 1, when there are ranges.
    pub range: Option<i32>,
    /// ISO date.
    pub first_day: String,
    /// ISO date.
    pub last_day: String,
    /// Units, a decimal.
    pub units: Option<String>,
    /// ₽ a unit, a decimal, when there is one price.
    pub price: Option<String>,
    /// The sum; below zero it is given back.
    pub amount_kopecks: i64,
    /// JSON of a [`svetlitsa_domain::bills::Derivation`].
    #[sea_orm(column_type = "Text")]
    pub derivation: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
