//! What residents asked to be told of; the row is there as long as they want it.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reminders")]
pub struct Model {
    /// Resident.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resident_id: String,
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Word of [`svetlitsa_domain::notices::NoticeKind`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// By letter.
    pub by_email: bool,
    /// By text message.
    pub by_sms: bool,
    /// In the browsers that were allowed to show notices.
    pub by_push: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
