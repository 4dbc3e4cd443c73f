//! Automatic payment of accounts: what the owner allows, and the kept method.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "autopays")]
pub struct Model {
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Whose cabinet set it up.
    pub resident_id: String,
    /// Word of [`svetlitsa_domain::payments::autopay::AutopayState`].
    pub state: String,
    /// Word of [`svetlitsa_domain::payments::autopay::StopReason`].
    pub stop_reason: Option<String>,
    /// Day of the month; none means as soon as a bill was announced long enough.
    pub day: Option<i32>,
    /// Never more than this at once.
    pub cap_kopecks: i64,
    /// Bills that are not by readings are left alone.
    pub skips_estimated: bool,
    /// Word of [`svetlitsa_domain::payments::PaymentMethod`].
    pub method: String,
    /// The key under which the acquirer was asked to keep it.
    pub binding_key: String,
    /// The acquirer's id of the kept method; gone once it may not be charged any more.
    pub method_id: Option<String>,
    /// Masked card or bank.
    pub instrument: Option<String>,
    /// Where the owner allows it, while the bank waits.
    #[sea_orm(column_type = "Text", nullable)]
    pub confirmation_url: Option<String>,
    /// Bills of later months are paid; those up to this one are not its business.
    pub after_period: String,
    /// Business time, Unix ms.
    pub changed_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
