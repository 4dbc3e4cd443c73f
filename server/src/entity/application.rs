//! Applications.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "applications")]
pub struct Model {
    /// The number to quote.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: String,
    /// Word of [`svetlitsa_domain::applications::ApplicationKind`].
    pub kind: String,
    /// Word of [`svetlitsa_domain::applications::ApplicationStage`].
    pub stage: String,
    /// What it concerns.
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    /// Account number.
    pub account: Option<String>,
    /// Branch id.
    pub branch: String,
    /// Applicant.
    pub name: String,
    /// E-mail or empty.
    pub email: String,
    /// E.164 telephone or empty.
    pub phone: String,
    /// Language of the letters.
    pub language: String,
    /// Business time, Unix ms.
    pub filed_at: i64,
    /// Promise that runs or ran last, word of [`svetlitsa_domain::standards::Standard`].
    pub standard: Option<String>,
    /// Business time, Unix ms.
    pub started_at: Option<i64>,
    /// Business time, Unix ms.
    pub due_at: Option<i64>,
    /// Business time, Unix ms.
    pub met_at: Option<i64>,
    /// Name of the clerk.
    pub assignee: Option<String>,
    /// Word of [`svetlitsa_domain::applications::Premises`].
    pub premises: String,
    /// Documents that are missing: words of [`svetlitsa_domain::applications::DocumentKind`] with spaces between.
    pub missing: String,
    /// The reading on the day of the transfer, or empty.
    pub reading: String,
    /// Money left on a prepaid meter when it was filed.
    pub prepaid_kopecks: Option<i64>,
    /// When that money is over: business time, Unix ms.
    pub runs_out_at: Option<i64>,
    /// Id of the service of the price list.
    pub service: Option<String>,
    /// What it cost when it was asked for.
    pub service_kopecks: Option<i64>,
    /// When its author was told that the money runs out: business time, Unix ms.
    pub alarmed_at: Option<i64>,
    /// Day of the reprogramming's act.
    pub act_on: Option<Date>,
    /// What the meter showed then.
    pub act_reading: Option<String>,
    /// Money that was left then.
    pub act_left_kopecks: Option<i64>,
    /// Money that came from the former supplier.
    pub transfer_kopecks: Option<i64>,
    /// The account that it is for.
    pub transfer_account: Option<String>,
    /// The promise beside that of the stage began: business time, Unix ms.
    pub notice_started_at: Option<i64>,
    /// Business time, Unix ms.
    pub notice_due_at: Option<i64>,
    /// Business time, Unix ms.
    pub notice_met_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
