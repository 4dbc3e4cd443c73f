//! Sessions of every kind; the token itself is not stored.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// SHA-256 of the token, hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// Word of [`crate::sessions::SessionKind`].
    pub kind: String,
    /// Resident, member of staff, terminal or preview id; the account number for a guest.
    pub subject: String,
    /// Real time, Unix ms.
    pub created_at: i64,
    /// Real time, Unix ms.
    pub expires_at: i64,
    /// Last seen, to some minutes; real time, Unix ms. Zero for kinds that nobody lists.
    pub seen_at: i64,
    /// IP address it was last seen at; may be empty.
    pub address: String,
    /// `Firefox`; may be empty.
    pub browser: String,
    /// `Android`; may be empty.
    pub system: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
