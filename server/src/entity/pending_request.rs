//! What somebody asked for and a letter decides: registrations, claims, recoveries, changes of address.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pending_requests")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Word of [`crate::pending::Kind`].
    pub kind: String,
    /// Word of [`crate::pending::State`].
    pub state: String,
    /// Where the letter goes.
    pub email: String,
    /// Account that is wished for, or claimed.
    pub account: Option<String>,
    /// House as typed, normalised; empty once looked at.
    pub house: String,
    /// Code of a bill as typed; empty once looked at.
    pub bill_code: String,
    /// The code was right, or an owner agreed: an account with a cabinet may be had too.
    pub is_proven: bool,
    /// The resident who asks; of a claim, the owner who is asked.
    pub resident_id: Option<String>,
    /// Argon2id, PHC string, of a registration.
    #[sea_orm(column_type = "Text", nullable)]
    pub password_hash: Option<String>,
    /// Of letters: `ru` or `en`.
    pub language: String,
    /// Version of the consent of a registration.
    pub consent_version: Option<String>,
    /// SHA-256 of its text.
    pub consent_hash: Option<String>,
    /// IP address of whoever asked.
    pub address: String,
    /// Of a claim, the request that it is about.
    pub parent: Option<String>,
    /// SHA-256 of the link's token.
    pub token_hash: Option<String>,
    /// Real time, Unix ms.
    pub created_at: i64,
    /// Real time, Unix ms.
    pub expires_at: i64,
    /// When the link was followed; real time, Unix ms.
    pub used_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
