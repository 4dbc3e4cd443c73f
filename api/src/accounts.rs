//! Accounts: what is owed, to whom, the meters, and who looked.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::accounts::access::Rights;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::readings::{ReadingPolicy, ReadingWindow};
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_domain::{AccountNumber, Kopecks, Period};

use crate::payments::{EarlierPayment, PaymentView};
use crate::readings::{ReadingTerms, ReadingView, SilenceView, ZoneUse};
use crate::shares::SharedAccess;
use crate::tariffs::HoursView;

/// One line of the list of a cabinet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountSummary {
    /// Account number.
    pub number: AccountNumber,
    /// Who it is billed to; masked for a guest.
    pub name: String,
    /// Address; empty for a guest.
    pub address: String,
    /// What is supplied.
    pub service: Service,
    /// The branch's name.
    pub branch_name: String,
    /// What its owner calls it; empty when nothing.
    #[serde(default)]
    pub label: String,
    /// What is owed (positive) or paid ahead (negative), kopecks; absent for whom money is not shown.
    #[serde(default)]
    pub balance_kopecks: Option<Kopecks>,
    /// How far somebody else's account is open to the cabinet's owner; absent for one's own.
    #[serde(default)]
    pub shared: Option<SharedAccess>,
}

impl AccountSummary {
    /// What the cabinet's owner may do with it: everything with one's own.
    #[must_use]
    pub fn may(&self) -> Rights {
        self.shared.as_ref().map_or(Rights::ALL, |shared| shared.rights)
    }
}

/// List of a cabinet's accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountList {
    /// In the owner's order.
    pub items: Vec<AccountSummary>,
}

/// Longest own name of an account, characters.
pub const MAX_LABEL: usize = 60;

/// Adds an account to the cabinet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddAccount {
    /// Account number as printed on the bill.
    pub account: String,
    /// House number.
    pub house: String,
    /// Code printed on a bill, when the account is in somebody else's cabinet. May be empty.
    #[serde(default)]
    pub bill_code: String,
    /// What to call it. May be empty.
    #[serde(default)]
    pub label: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AdditionOutcome {
    /// It is in the cabinet.
    Added,
    /// It is in somebody else's cabinet, who has been asked by letter.
    OwnerAsked,
}

/// An account that is, or may become, one of the cabinet's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountAddition {
    /// The account.
    pub account: AccountNumber,
    /// What became of it.
    pub outcome: AdditionOutcome,
}

/// Own name and place of an account; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ArrangeAccount {
    /// What to call it; empty takes the name away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its place in the cabinet, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
}

/// Everything the first page of an account shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountOverview {
    /// The account.
    pub account: AccountSummary,
    /// What is owed line by line: payee and period; empty when nothing is, or when it is not shown.
    pub balances: Vec<BalanceLine>,
    /// The branch's reading window.
    pub window: WindowView,
    /// Meters, in the order of their risers or places.
    pub meters: Vec<MeterView>,
    /// The newest readings, newest first.
    pub readings: Vec<ReadingView>,
    /// The newest payments, newest first.
    pub payments: Vec<PaymentView>,
    /// Payments that are not finished or of today, newest first: what a new one might repeat.
    #[serde(default)]
    pub earlier_payments: Vec<EarlierPayment>,
    /// Whether payments are taken for it here.
    pub takes_payments: bool,
    /// With what one may pay it, in the order in which it is offered.
    #[serde(default)]
    pub payment_methods: Vec<PaymentMethod>,
    /// The branch and how to reach it.
    pub branch: BranchContact,
    /// What the operator announces to this account today; nothing to a guest.
    #[serde(default)]
    pub announcements: Vec<Announcement>,
}

/// A balance by payee and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BalanceLine {
    /// Id of who is owed.
    #[serde(default)]
    pub payee: String,
    /// Who is owed.
    pub payee_name: String,
    /// Whether it is the payee of today, the one that payments go to.
    pub is_current_payee: bool,
    /// For which month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// Signed kopecks.
    pub amount_kopecks: Kopecks,
}

/// What the operator has to say to an account, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Announcement {
    /// Its id, stable.
    pub id: String,
    /// Whether it needs something of the reader.
    pub is_warning: bool,
    /// In Russian.
    pub ru: AnnouncementText,
    /// In English.
    pub en: AnnouncementText,
    /// A page of the portal or an address of the web where there is more.
    #[serde(default)]
    pub link: Option<String>,
    /// Last day on which it is shown.
    #[serde(with = "crate::moments")]
    pub until: NaiveDate,
}

/// An announcement in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnouncementText {
    /// In a few words.
    pub title: String,
    /// A sentence or two.
    pub text: String,
    /// What the link is called; needed with one.
    #[serde(default)]
    pub more: String,
}

/// The window of the branch, for [`svetlitsa_domain::readings::ReadingWindow`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WindowView {
    /// First day of the month.
    pub first_day: u8,
    /// Last day of the month.
    pub last_day: u8,
    /// Today in the branch's zone.
    #[serde(with = "crate::moments")]
    pub today: NaiveDate,
    /// Days on which a counting reading of the current window was received.
    #[serde(with = "crate::moments::list")]
    pub reading_dates: Vec<NaiveDate>,
    /// Terms by which readings are judged.
    #[serde(default)]
    pub terms: ReadingTerms,
}

impl WindowView {
    /// The branch's policy, as the verdict ladder takes it. `None` for a window that no month has.
    #[must_use]
    pub const fn policy(&self) -> Option<ReadingPolicy> {
        match ReadingWindow::new(self.first_day, self.last_day) {
            Some(window) => Some(self.terms.policy(window)),
            None => None,
        }
    }
}

/// A meter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeterView {
    /// Its id here.
    pub id: String,
    /// Number on its plate; the last three digits for a guest.
    pub serial: String,
    /// Model.
    pub model: String,
    /// What it counts.
    pub service: Service,
    /// Whole digits of a register.
    pub digits: u8,
    /// Transformer factor.
    pub coefficient: u32,
    /// Readings arrive by themselves; entry is closed.
    pub is_smart: bool,
    /// It counts money that was paid ahead: no bill is made of its readings, so none are asked for.
    #[serde(default)]
    pub is_prepaid: bool,
    /// Until when the verification holds.
    #[serde(default, with = "crate::moments::option")]
    pub verified_until: Option<NaiveDate>,
    /// Registers in the order they are asked for.
    pub registers: Vec<RegisterView>,
    /// Use in the periods before, newest first; empty for a guest.
    pub history: Vec<u64>,
    /// The meter in whose place it was put, until a bill has counted it out.
    #[serde(default)]
    pub replaced: Option<ReplacedMeter>,
    /// What not sending will cost; absent when it costs nothing, and for a guest.
    #[serde(default)]
    pub silence: Option<SilenceView>,
}

/// A meter that was taken off: what it had counted since its last reading goes with the first of its successor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplacedMeter {
    /// Number on its plate; the last three digits for a guest.
    pub serial: String,
    /// The day it was taken off.
    #[serde(with = "crate::moments")]
    pub taken_off_on: NaiveDate,
    /// What its last reading had left over.
    pub consumption: Vec<ZoneUse>,
}

/// A register with its last accepted value and its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterView {
    /// What it counts.
    pub zone: Zone,
    /// Last accepted value.
    pub previous: u32,
    /// When that was taken.
    #[serde(with = "crate::moments")]
    pub previous_on: NaiveDate,
    /// ₽ per unit as a decimal string; absent when no tariff is known.
    pub price: Option<String>,
    /// When it counts; nothing for one that counts round the clock.
    #[serde(default)]
    pub hours: Vec<HoursView>,
}

/// The branch as printed at the foot of things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchContact {
    /// Branch id: `smolensk`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Legal entity.
    pub legal_name: String,
    /// Telephone of the contact centre.
    pub phone: String,
    /// Name of the time zone's city or region, IANA: `Europe/Samara`.
    pub time_zone: String,
}

/// One look of a member of staff into the cabinet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewRecord {
    /// When it began, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub started: DateTime<FixedOffset>,
    /// When it ended; absent while it lasts.
    #[serde(default, with = "crate::moments::option")]
    pub ended: Option<DateTime<FixedOffset>>,
    /// Who looked: name and post.
    pub staff_name: String,
    /// Why.
    pub reason: String,
}

/// Who looked into the cabinet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewList {
    /// Newest first.
    pub items: Vec<PreviewRecord>,
}

/// Identifies an account without signing in: number and house, the text of a bill's QR, or the link of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum LookupAccount {
    /// Typed.
    Typed {
        /// Account number.
        account: String,
        /// House number.
        house: String,
    },
    /// By the link of a letter with a bill: for that account, until the letter is too old.
    Letter {
        /// What stands behind `#` in it.
        token: String,
    },
    /// Scanned.
    Scanned {
        /// Text of the QR.
        qr: String,
    },
}

/// A short-lived permit to give a reading or pay for one account and see nothing personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestAccess {
    /// Bearer token for the other calls; keep it in memory only.
    pub token: String,
    /// When it stops working.
    #[serde(with = "crate::moments")]
    pub expires: DateTime<FixedOffset>,
    /// The account.
    pub account: AccountNumber,
    /// Masked name, to be confirmed by the visitor.
    pub masked_name: String,
    /// What the QR said to pay.
    pub suggested_kopecks: Option<Kopecks>,
    /// The month that the QR said to be paid for.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    #[serde(default)]
    pub period: Option<Period>,
}
