//! Outages.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outages")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Branch id.
    pub branch: String,
    /// Word of [`svetlitsa_domain::outages::OutageKind`].
    pub kind: String,
    /// Whether it was announced before.
    pub is_planned: bool,
    /// Word of [`svetlitsa_domain::outages::OutageStage`], as the desk left it.
    pub stage: String,
    /// What is known of it.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// Streets and houses, JSON: a list of [`svetlitsa_api::outages::OutagePlace`].
    #[sea_orm(column_type = "Text")]
    pub places: String,
    /// When it begins or began, Unix ms.
    pub begins_at: i64,
    /// When power is expected, Unix ms.
    pub expected_at: Option<i64>,
    /// When power came back or it was cancelled, Unix ms.
    pub ended_at: Option<i64>,
    /// Who entered it.
    pub entered_by: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
