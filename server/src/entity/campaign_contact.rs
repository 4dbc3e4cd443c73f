//! Who is on the list of a campaign: written down when it begins.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_contacts")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Campaign.
    pub campaign: String,
    /// Account number.
    pub account: String,
    /// Whose mailbox or telephone it is; none for a telephone of the supplier's own files.
    pub resident_id: Option<String>,
    /// Mailbox or telephone when the list was made.
    pub address: String,
    /// Word of [`svetlitsa_domain::campaigns::ContactStage`].
    pub stage: String,
    /// What was owed when it was looked at last.
    pub sum_kopecks: i64,
    /// Letters, messages or calls so far.
    pub tries: i32,
    /// When the next one is due, business time, Unix ms.
    pub next_at: Option<i64>,
    /// When it was looked at last whether there is still something to tell, business time, Unix ms.
    pub checked_at: i64,
    /// The letter or message that is on its way.
    pub outbox: Option<String>,
    /// When a dialler was given it and has not called yet, business time, Unix ms.
    pub given_at: Option<i64>,
    /// Until when it is that dialler's, business time, Unix ms.
    pub given_until: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
