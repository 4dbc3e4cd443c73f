//! What a household is granted for some months: benefits, and what changes its ranges.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "grants")]
pub struct Model {
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Id of the benefit, or the kind where there is but one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// First month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_period: String,
    /// Last month, counted; `None` until further notice.
    pub until_period: Option<String>,
    /// Word of [`svetlitsa_domain::bills::GrantKind`].
    pub kind: String,
    /// A benefit's share in hundredths, a decimal.
    pub percent: Option<String>,
    /// Up to how many units a month it goes, a decimal.
    pub up_to_units: Option<String>,
    /// Whether the benefit goes for the common use of the house, too.
    pub covers_common_use: bool,
    /// What grants it, as it is cited.
    #[sea_orm(column_type = "Text")]
    pub source: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
