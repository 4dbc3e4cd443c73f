//! Steps of outages, and whether those who asked for it were written about each.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outage_events")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Id of the outage.
    pub outage: String,
    /// Business time, Unix ms.
    pub at: i64,
    /// Word of [`svetlitsa_domain::outages::OutageAction`]; absent for its entry.
    pub action: Option<String>,
    /// When power was expected from then on, Unix ms.
    pub expected_at: Option<i64>,
    /// Why.
    #[sea_orm(column_type = "Text", nullable)]
    pub text: Option<String>,
    /// Who.
    pub staff_name: String,
    /// Word of [`svetlitsa_domain::outages::OutageNews`] that letters have still to tell.
    pub untold: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
