//! Places in time of an office's windows that appointments take.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointment_places")]
pub struct Model {
    /// Office id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub office: String,
    /// Window, from zero.
    #[sea_orm(primary_key, auto_increment = false)]
    pub desk: i32,
    /// Its beginning: business time, Unix ms.
    #[sea_orm(primary_key, auto_increment = false)]
    pub at: i64,
    /// Number of the appointment.
    pub number: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
