//! Who wants no more letters and messages of campaigns, and about what.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_refusals")]
pub struct Model {
    /// Resident.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resident_id: String,
    /// Word of [`svetlitsa_domain::campaigns::Scenario`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub scenario: String,
    /// Business time, Unix ms.
    pub at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
