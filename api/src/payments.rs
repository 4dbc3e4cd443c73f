//! Payments: what is asked for and where it stands.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::payments::{PaymentMethod, PaymentState, RefundState};
use svetlitsa_domain::{AccountNumber, Kopecks, Period};

use crate::promises::ClockView;
use crate::readings::ReadingView;

/// A payment to start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreatePayment {
    /// For which account.
    pub account: AccountNumber,
    /// How much, kopecks.
    pub amount_kopecks: Kopecks,
    /// How.
    pub method: PaymentMethod,
    /// To whom: the payee of today, or one that is still owed something. One payment goes to one payee; today's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payee: Option<String>,
    /// The month that is paid for, as its bill or code says: it is covered before older ones. What is too much for it
    /// covers the oldest, as does all of it when no month is named.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Do not start it when it may repeat a payment that is not finished or of today: answer 409 `payment_repeated` instead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refuse_repeat: bool,
    /// Ids of readings of the account that were given in the same step, none of them refused; at most [`MAX_READINGS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<String>,
}

/// Most readings that are given with one payment: a dwelling has no more meters.
pub const MAX_READINGS: usize = 20;

/// A payment that stands beside a new one of the same account: not finished, or of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EarlierPayment {
    /// Id of who is paid.
    pub payee: String,
    /// Whether that is the payee of today.
    pub is_current_payee: bool,
    /// Whether it is paid; else it is under way.
    pub is_paid: bool,
    /// When it was paid, or begun, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub moment: DateTime<FixedOffset>,
    /// How much; absent for whom the account's payments are not shown.
    pub amount_kopecks: Option<Kopecks>,
    /// Its id; absent for whom the account's payments are not shown.
    pub payment: Option<String>,
}

/// Where a payment stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentView {
    /// Its id.
    pub id: String,
    /// For which account.
    pub account: AccountNumber,
    /// How much the payer pays.
    pub amount_kopecks: Kopecks,
    /// The fee: always 0 here, shown all the same.
    pub commission_kopecks: Kopecks,
    /// How.
    pub method: PaymentMethod,
    /// State of the table in `domain`.
    pub state: PaymentState,
    /// Grows by one with every change; the id of server-sent events.
    pub version: u32,
    /// When it was started, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub created: DateTime<FixedOffset>,
    /// Where the payer goes, while the acquirer waits and the method has a page.
    pub confirmation_url: Option<String>,
    /// What to draw as a QR, while the acquirer waits and the method is SBP on a screen.
    pub qr_payload: Option<String>,
    /// Until when the acquirer waits.
    #[serde(default, with = "crate::moments::option")]
    pub expires: Option<DateTime<FixedOffset>>,
    /// The acquirer does not answer at the moment; we keep asking.
    pub is_acquirer_silent: bool,
    /// Why it failed, a reason of the acquirer's list; unknown ones are shown as a general refusal.
    pub failure: Option<String>,
    /// Verification code of its receipt, once it succeeded.
    pub receipt_code: Option<String>,
    /// Promises: confirmation within 5 minutes, credit within a day.
    pub clocks: Vec<ClockView>,
    /// What went back of it, or is on its way, oldest first.
    #[serde(default)]
    pub refunds: Vec<RefundView>,
    /// The search for its money, when one was opened.
    #[serde(default)]
    pub search: Option<SearchView>,
    /// Readings that were given with it, in the order of their arrival; they count whatever becomes of the payment.
    #[serde(default)]
    pub readings: Vec<ReadingView>,
}

/// Money of a payment on its way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundView {
    /// Its id.
    pub id: String,
    /// How much.
    pub amount_kopecks: Kopecks,
    /// Where it stands.
    pub state: RefundState,
    /// The decision or request that says so.
    pub document: String,
    /// When it was asked for, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub asked: DateTime<FixedOffset>,
    /// When it ended.
    #[serde(default, with = "crate::moments::option")]
    pub settled: Option<DateTime<FixedOffset>>,
    /// The promise to have it back within ten days; none once it was refused.
    pub clock: Option<ClockView>,
}

/// A search for money: an appeal that opened by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchView {
    /// Number of the appeal.
    pub number: String,
    /// Whether it is known what became of the money.
    pub is_ended: bool,
    /// The promise of an answer.
    pub clock: ClockView,
}

/// Payments of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentList {
    /// Newest first.
    pub items: Vec<PaymentView>,
    /// Pass as `cursor` for the next page; absent on the last.
    pub next_cursor: Option<String>,
}
