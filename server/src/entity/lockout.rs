//! Failed sign-ins by login, known or not: what brakes guessing across restarts.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lockouts")]
pub struct Model {
    /// SHA-256 of door and login: a table of what people typed would hold passwords by mistake.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// In a row.
    pub failures: i32,
    /// The last one; real time, Unix ms.
    pub failed_at: i64,
    /// Nobody may try before; real time, Unix ms.
    pub locked_until: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
