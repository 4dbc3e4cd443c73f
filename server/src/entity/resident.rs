//! Residents: who signs in to a cabinet.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "residents")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// E-mail in lower case.
    #[sea_orm(unique)]
    pub login: String,
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// Name to address by.
    pub name: String,
    /// Of letters: `ru` or `en`.
    pub language: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
