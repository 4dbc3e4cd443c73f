//! Browsers that residents allowed to show notices; gone when they say so, or sign out there.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "push_browsers")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Resident.
    pub resident_id: String,
    /// The session, as it is stored, in which it was allowed.
    pub session: String,
    /// Where its push service takes messages.
    #[sea_orm(column_type = "Text")]
    pub endpoint: String,
    /// Digest of that: one browser, one row.
    #[sea_orm(unique)]
    pub endpoint_digest: String,
    /// The browser's public key, base64url.
    pub public_key: String,
    /// The secret that it shares with us, base64url.
    pub auth_secret: String,
    /// Name of the browser.
    pub browser: String,
    /// Name of its system.
    pub system: String,
    /// Business time, Unix ms.
    pub created_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
