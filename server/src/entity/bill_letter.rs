//! Letters and notices that were written, each once; and up to which bill a resident needs none.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bill_letters")]
pub struct Model {
    /// Resident.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resident_id: String,
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// `bill`, `high`, or a word of [`svetlitsa_domain::notices::NoticeKind`] (of a bill's notice: `bill_notice`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The month; the step of an outage.
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
    /// Digest of the link that ends them; `None` where no letter was written.
    pub token_digest: Option<String>,
    /// Digest of the link that pays its bill; `None` where none was written.
    pub pay_digest: Option<String>,
    /// Business time, Unix ms.
    pub made_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
