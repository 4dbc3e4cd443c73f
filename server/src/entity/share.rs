//! Access that the holder of an account gave to somebody else, or offered.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shares")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account number.
    pub account: String,
    /// Who gave it.
    pub holder_id: String,
    /// To which mailbox it was offered.
    pub email: String,
    /// See bills, payments and the history.
    pub may_view: bool,
    /// Give readings.
    pub may_submit: bool,
    /// Pay.
    pub may_pay: bool,
    /// `open`, `accepted`, `revoked` or `declined`.
    pub state: String,
    /// Last moment at which it can be taken; real time, Unix ms.
    pub open_until: i64,
    /// Last moment of the rights, when they have one; real time, Unix ms.
    pub rights_until: Option<i64>,
    /// Who took it.
    pub relative_id: Option<String>,
    /// SHA-256 of the token of the letter's link.
    pub token_hash: String,
    /// Real time, Unix ms.
    pub created_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
