//! Receipts: everything that identifies a payment (`contracts.md` 8).

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::receipts::FiscalKind;
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{AccountNumber, Kopecks, Period};

use crate::promises::ClockView;
use crate::readings::ReadingView;

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptView {
    /// Receipt number.
    pub number: String,
    /// Verification code, in groups of four.
    pub code: String,
    /// Where the code is checked: the text of the receipt's QR.
    pub verification_url: String,
    /// Branch.
    pub branch_name: String,
    /// Legal entity.
    pub legal_name: String,
    /// Its INN.
    pub inn: String,
    /// Telephone of the contact centre.
    pub phone: String,
    /// Terminal that took the payment; absent on the site.
    pub terminal: Option<String>,
    /// When the money was taken, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub paid: DateTime<FixedOffset>,
    /// Account.
    pub account: AccountNumber,
    /// Payer, masked.
    pub payer: String,
    /// Service.
    pub service: Service,
    /// Period the payment is booked to.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// Who receives the money.
    pub payee_name: String,
    /// That payee's INN.
    pub payee_inn: String,
    /// How much.
    pub amount_kopecks: Kopecks,
    /// Fee.
    pub commission_kopecks: Kopecks,
    /// How it was paid.
    pub method: PaymentMethod,
    /// RRN of a card payment, or operation id of the fast payments system.
    pub operation_id: Option<String>,
    /// Masked card, or the payer's bank.
    pub instrument: Option<String>,
    /// Balance after it: owed positive, paid ahead negative.
    pub balance_after_kopecks: Kopecks,
    /// Reading given in the same period, when there is one.
    pub reading: Option<ReadingView>,
    /// Those of the account's other meters in the same period.
    #[serde(default)]
    pub other_readings: Vec<ReadingView>,
    /// Money handed to the bank, and credited to the account.
    pub transfer: TransferStatus,
    /// The promise of the credit.
    pub credit: ClockView,
    /// The fiscal document, once it is registered.
    #[serde(default)]
    pub fiscal: Option<FiscalView>,
    /// Those that followed it, of money that went back and of corrections, oldest first.
    #[serde(default)]
    pub fiscal_later: Vec<FiscalView>,
    /// Whether one of them is on its way to the cash register.
    #[serde(default)]
    pub is_fiscal_expected: bool,
}

impl ReceiptView {
    /// Readings given in the same period, one of each meter.
    pub fn readings(&self) -> impl Iterator<Item = &ReadingView> {
        self.reading.iter().chain(&self.other_readings)
    }
}

/// A fiscal document (54-FZ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiscalView {
    /// Which way the money went.
    pub kind: FiscalKind,
    /// When it was registered, as the cash register shows it.
    #[serde(with = "crate::moments")]
    pub registered: DateTime<FixedOffset>,
    /// Its total.
    pub total_kopecks: Kopecks,
    /// Registration number of the cash register, where its operator tells.
    pub register: Option<String>,
    /// Fiscal storage.
    pub storage: String,
    /// Number of the document.
    pub document: String,
    /// Its sign.
    pub sign: String,
    /// The text of its QR.
    pub qr: String,
}

/// Receipts of an account in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptList {
    /// Years that have receipts, newest first.
    pub years: Vec<i32>,
    /// The year that is listed; absent when there is no receipt at all.
    pub year: Option<i32>,
    /// Its receipts, newest first.
    pub items: Vec<ReceiptItem>,
    /// Their sum.
    pub total_kopecks: Kopecks,
}

/// A receipt in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptItem {
    /// The payment that it is of.
    pub payment: String,
    /// Receipt number.
    pub number: String,
    /// Verification code.
    pub code: String,
    /// When the money was taken, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub paid: DateTime<FixedOffset>,
    /// How much.
    pub amount_kopecks: Kopecks,
    /// How it was paid.
    pub method: PaymentMethod,
    /// Who received the money.
    pub payee_name: String,
}

/// How far the money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransferStatus {
    /// «Передано в банк».
    HandedToBank,
    /// «Зачислено».
    Credited,
}

/// What anyone who holds a code may see: masked, but enough to tell a true receipt from a false one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptVerification {
    /// Receipt number.
    pub number: String,
    /// Legal entity.
    pub legal_name: String,
    /// When the money was taken.
    #[serde(with = "crate::moments")]
    pub paid: DateTime<FixedOffset>,
    /// Account, all but the last four digits masked.
    pub masked_account: String,
    /// Payer, masked.
    pub payer: String,
    /// How much.
    pub amount_kopecks: Kopecks,
    /// Whether the money has arrived.
    pub transfer: TransferStatus,
    /// Telephone of the contact centre.
    pub phone: String,
}
