//! Reports of outages: the first of a house has its appeal, those of neighbours are counted with it.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outage_reports")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Branch id.
    pub branch: String,
    /// Town and street.
    pub street: String,
    /// House, normalised.
    pub house: String,
    /// Word of [`svetlitsa_domain::outages::OutageTrouble`].
    pub trouble: String,
    /// Business time, Unix ms.
    pub at: i64,
    /// Number of the appeal.
    pub appeal: String,
    /// Id of the first report, when it was counted with that.
    pub joined: Option<String>,
    /// Id of the letter to the duty desk.
    pub letter: Option<String>,
    /// When it was known that the desk has the letter, or will never have it; Unix ms.
    pub settled_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
