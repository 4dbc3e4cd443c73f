//! Readings with their verdicts; none is ever deleted.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "readings")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account number.
    pub account: String,
    /// Meter id.
    pub meter: String,
    /// ISO date on the dial.
    pub taken_on: String,
    /// Business time, Unix ms.
    pub received_at: i64,
    /// Word of [`svetlitsa_api::readings::Channel`].
    pub channel: String,
    /// The verdict it was given, a word of [`svetlitsa_domain::readings::VerdictStatus`].
    pub status: String,
    /// Period whose bill uses it.
    pub period: String,
    /// JSON of `ZoneValue`s.
    #[sea_orm(column_type = "Text")]
    pub values: String,
    /// JSON of `ZoneUse`s.
    #[sea_orm(column_type = "Text")]
    pub consumption: String,
    /// JSON of `FindingView`s.
    #[sea_orm(column_type = "Text")]
    pub findings: String,
    /// Cost of the use at the tariff of its day.
    pub cost_kopecks: Option<i64>,
    /// Where it stands now, a word of [`svetlitsa_domain::readings::ReadingState`].
    pub state: String,
    /// Whether a photo of the dial is attached.
    pub has_photo: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
