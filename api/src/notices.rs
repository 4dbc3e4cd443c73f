//! What happened lately in a cabinet, and what of it its owner has not seen yet.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::appeals::AppealStage;
use svetlitsa_domain::applications::{ApplicationKind, ApplicationStage};
use svetlitsa_domain::outages::OutageNews;
use svetlitsa_domain::{AccountNumber, Kopecks, Period};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeView {
    /// When, in the home branch's zone.
    #[serde(with = "crate::moments")]
    pub at: DateTime<FixedOffset>,
    /// Since its owner looked last.
    pub is_new: bool,
    /// What.
    pub what: Happened,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happened {
    /// A payment was credited.
    PaymentCredited {
        /// For which account.
        account: AccountNumber,
        /// Its id.
        payment: String,
        /// How much.
        amount_kopecks: Kopecks,
    },
    /// A bill was made.
    BillMade {
        /// Of which account.
        account: AccountNumber,
        /// For which month.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        period: Period,
        /// What was charged in it.
        amount_kopecks: Kopecks,
    },
    /// Money went back.
    RefundSent {
        /// Of which account.
        account: AccountNumber,
        /// Of which payment.
        payment: String,
        /// How much.
        amount_kopecks: Kopecks,
    },
    /// Staff did something with an appeal.
    AppealMoved {
        /// Its number.
        number: String,
        /// How far it is.
        stage: AppealStage,
    },
    /// Staff did something with an application.
    ApplicationMoved {
        /// Its number.
        number: String,
        /// What is applied for.
        application: ApplicationKind,
        /// How far it is.
        stage: ApplicationStage,
    },
    /// A bill was not paid automatically: the bank refused every attempt.
    AutopayFailed {
        /// Of which account.
        account: AccountNumber,
        /// For which month.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        period: Period,
        /// How much was asked for.
        amount_kopecks: Kopecks,
    },
    /// Something became of an outage of the house.
    Outage {
        /// Of which account.
        account: AccountNumber,
        /// What.
        news: OutageNews,
        /// When it begins or began, in the branch's zone.
        #[serde(with = "crate::moments")]
        begins: DateTime<FixedOffset>,
        /// When power was expected at that step.
        #[serde(default, with = "crate::moments::option")]
        expected: Option<DateTime<FixedOffset>>,
    },
    /// Staff looked into an account.
    Looked {
        /// Which.
        account: AccountNumber,
        /// Who.
        staff_name: String,
    },
}

/// What happened in the last 90 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeList {
    /// Newest first, 100 at most; what is older stands in bills, payments, appeals and applications.
    pub items: Vec<NoticeView>,
    /// How many of them are new.
    pub unread: u32,
}

/// The owner has seen everything up to a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SeeNotices {
    /// That of the newest that was shown.
    #[serde(with = "crate::moments")]
    pub until: DateTime<FixedOffset>,
}
