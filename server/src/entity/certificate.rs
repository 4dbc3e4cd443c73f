//! Certificates that nothing is owed.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificates")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account number.
    pub account: String,
    /// Number to quote.
    #[sea_orm(unique)]
    pub number: String,
    /// Verification code.
    #[sea_orm(unique)]
    pub code: String,
    /// ISO date of the day that it tells of.
    pub as_of: String,
    /// Business time, Unix ms.
    pub issued_at: i64,
    /// JSON of `CertificateBody`.
    #[sea_orm(column_type = "Text")]
    pub body: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
