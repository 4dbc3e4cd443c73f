//! Appointments in offices.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointments")]
pub struct Model {
    /// `B-2026-000001`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: String,
    /// Office id.
    pub office: String,
    /// Branch id.
    pub branch: String,
    /// Word of [`svetlitsa_domain::appointments::AppointmentPurpose`].
    pub purpose: String,
    /// Word of [`svetlitsa_domain::appointments::AppointmentStage`].
    pub stage: String,
    /// Business time, Unix ms.
    pub starts_at: i64,
    /// Minutes.
    pub minutes: i32,
    /// Window, from zero.
    pub desk: i32,
    /// Who comes; wiped after a time.
    pub name: String,
    /// Where letters go, or empty.
    pub email: String,
    /// Telephone, or empty.
    pub phone: String,
    /// Language of the letters.
    pub language: String,
    /// In whose cabinet it was made.
    pub resident_id: Option<String>,
    /// Digest of the token of the newest letter's link.
    pub token: Option<String>,
    /// Business time, Unix ms.
    pub made_at: i64,
    /// Business time, Unix ms.
    pub reminded_at: Option<i64>,
    /// Who noted whether the visitor came.
    pub staff_name: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
