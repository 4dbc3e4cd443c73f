//! Campaigns.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaigns")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Its name.
    pub name: String,
    /// Branch id.
    pub branch: String,
    /// Word of [`svetlitsa_domain::campaigns::Scenario`].
    pub scenario: String,
    /// Word of [`svetlitsa_domain::notices::Channel`].
    pub channel: String,
    /// What is said, with its places.
    #[sea_orm(column_type = "Text")]
    pub words: String,
    /// The same for those who read English.
    #[sea_orm(column_type = "Text", nullable)]
    pub words_en: Option<String>,
    /// Of which debt on.
    pub least_kopecks: i64,
    /// Word of [`svetlitsa_domain::campaigns::CampaignStage`].
    pub stage: String,
    /// When it begins, Unix ms.
    pub begins_at: i64,
    /// When it ends, Unix ms.
    pub ends_at: i64,
    /// Who wrote it.
    pub created_by: String,
    /// When its list was made, Unix ms.
    pub begun_at: Option<i64>,
    /// When it was over, Unix ms.
    pub over_at: Option<i64>,
    /// Who ended it before its time.
    pub stopped_by: Option<String>,
    /// Accounts that were left out, JSON: a list of [`svetlitsa_api::campaigns::ExcludedCount`].
    #[sea_orm(column_type = "Text")]
    pub excluded: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
