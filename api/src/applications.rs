//! Applications: contract, owner change, refund, connection; their stages and deadlines.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::applications::{ApplicationKind, ApplicationStage, DocumentKind, Premises};

use crate::appeals::AppealFile;
use crate::promises::ClockView;
use crate::services::ExtraServiceView;

/// Longest words of what an application is about, characters.
pub const MAX_SUBJECT: usize = 1000;
/// Shortest ones, characters.
pub const MIN_SUBJECT: usize = 10;

/// An application to file. E-mail or telephone is needed, and a name: it is made out to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileApplication {
    /// What is applied for; not a connection, which the grid operator takes.
    pub kind: ApplicationKind,
    /// What it is about in the applicant's words, [`MIN_SUBJECT`]..=[`MAX_SUBJECT`] characters: which premises, since when, why.
    pub subject: String,
    /// The applicant's name.
    pub name: String,
    /// Where letters go.
    #[serde(default)]
    pub email: String,
    /// Or a telephone.
    #[serde(default)]
    pub phone: String,
    /// Account number, when there is one.
    #[serde(default)]
    pub account: String,
    /// Language of the letters: `ru` (also when empty) or `en`.
    #[serde(default)]
    pub language: String,
    /// What a contract is for; its term depends on it.
    #[serde(default)]
    pub premises: Premises,
    /// Copies of documents, each kind with the files of a draft.
    #[serde(default)]
    pub documents: Vec<DocumentDraft>,
    /// The reading on the day of the transfer, a whole number for each zone: as good as a copy of the act.
    #[serde(default)]
    pub reading: String,
    /// Id of a service of the price list; empty for one that is not in it, and for every other kind.
    #[serde(default)]
    pub service: String,
    /// How a prepaid meter stands; needed for its reprogramming.
    #[serde(default)]
    pub prepaid: Option<PrepaidMeter>,
}

/// How a prepaid meter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PrepaidMeter {
    /// Money left on it.
    pub balance_kopecks: Kopecks,
    /// Use of a day, watt-hours.
    pub daily_wh: u32,
    /// Price of a kilowatt-hour.
    pub price_kopecks: Kopecks,
}

/// The files of a draft are copies of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentDraft {
    /// Of which.
    pub document: DocumentKind,
    /// Token of the draft that holds them.
    pub draft: String,
}

/// What the author adds to an application that documents are missing of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddDocuments {
    /// The contact it was filed with; not needed in the cabinet of its account's holder.
    #[serde(default)]
    pub contact: String,
    /// Copies of documents, each kind with the files of a draft.
    #[serde(default)]
    pub documents: Vec<DocumentDraft>,
    /// The reading on the day of the transfer.
    #[serde(default)]
    pub reading: String,
}

/// A copy of a document that came with an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationFile {
    /// Of which.
    pub document: DocumentKind,
    /// The file.
    pub file: AppealFile,
}

/// The grid operator, whose stages are shown here as in a mirror (`seeds/004`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GridOperatorView {
    /// Its hot line.
    pub phone: String,
    /// Host of the site with the applicant's cabinet.
    pub site: String,
}

/// An application as its author sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationView {
    /// The number to quote.
    pub number: String,
    /// What is applied for.
    pub kind: ApplicationKind,
    /// How far it is.
    pub stage: ApplicationStage,
    /// What it concerns, in the clerk's words: an address, a sum.
    pub subject: String,
    /// Account, when there is one.
    pub account: Option<AccountNumber>,
    /// When it was filed, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub filed: DateTime<FixedOffset>,
    /// The promise that runs now, or the last one kept.
    pub clock: Option<ClockView>,
    /// Promises that run or ran beside it.
    #[serde(default)]
    pub other_clocks: Vec<ClockView>,
    /// What it is made out by.
    #[serde(default)]
    pub documents: Vec<DocumentKind>,
    /// What of it is still missing.
    #[serde(default)]
    pub missing: Vec<DocumentKind>,
    /// Copies that came, oldest first.
    #[serde(default)]
    pub files: Vec<ApplicationFile>,
    /// The reading on the day of the transfer, when it was typed.
    #[serde(default)]
    pub reading: Option<String>,
    /// Money left on the prepaid meter when it was filed.
    #[serde(default)]
    pub balance_kopecks: Option<Kopecks>,
    /// When that money is over, as reckoned then; until the meter is reprogrammed.
    #[serde(default, with = "crate::moments::option")]
    pub runs_out: Option<DateTime<FixedOffset>>,
    /// The service of the price list, with the price that stood there when it was asked for.
    #[serde(default)]
    pub service: Option<ExtraServiceView>,
    /// What the act of the reprogramming says.
    #[serde(default)]
    pub act: Option<ReprogrammingAct>,
    /// What the former supplier sent of the money that was left.
    #[serde(default)]
    pub transferred: Option<TransferredMoney>,
    /// Who takes it in truth: the grid operator, of a connection.
    #[serde(default)]
    pub operator: Option<GridOperatorView>,
    /// Whether its author may add documents now.
    #[serde(default)]
    pub takes_documents: bool,
    /// The road from first to last stage of its kind, with what is behind it.
    pub road: Vec<ApplicationStage>,
    /// What happened, oldest first.
    pub events: Vec<ApplicationEvent>,
    /// The branch's name.
    pub branch_name: String,
    /// Telephone of the contact centre.
    pub phone: String,
}

/// One step of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationEvent {
    /// When.
    #[serde(with = "crate::moments")]
    pub at: DateTime<FixedOffset>,
    /// The stage it led to.
    pub stage: ApplicationStage,
    /// Words to the customer: missing documents, reasons, what to bring.
    pub text: Option<String>,
}

/// Applications of a cabinet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationList {
    /// Newest first.
    pub items: Vec<ApplicationView>,
}

/// An application as staff sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffApplication {
    /// What the customer sees.
    pub application: ApplicationView,
    /// The applicant.
    pub name: String,
    /// The contact it was filed with.
    pub contact: String,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Stages it may move to.
    pub next: Vec<ApplicationStage>,
}

/// Applications of the staff's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffApplicationList {
    /// Nearest deadline first, ended ones last.
    pub items: Vec<StaffApplication>,
}

/// Moves an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApplicationStep {
    /// To which stage.
    pub stage: ApplicationStage,
    /// Words to the customer, needed for refusals, and for missing documents that are not named.
    #[serde(default)]
    pub text: String,
    /// Which documents are missing.
    #[serde(default)]
    pub missing: Vec<DocumentKind>,
    /// What the act says; needed for a meter that was reprogrammed.
    #[serde(default)]
    pub act: Option<ReprogrammingAct>,
    /// What came; needed for a refund whose money was received.
    #[serde(default)]
    pub transferred: Option<TransferredMoney>,
}

/// The act of a reprogramming: day, reading, money that was left (`seeds/001`). The reading is where paying by readings
/// begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReprogrammingAct {
    /// The day; not one to come.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub done_on: NaiveDate,
    /// What the meter showed, a whole number for each zone.
    pub reading: String,
    /// Money that was left, 0 or more.
    pub left_kopecks: Kopecks,
}

/// Money that was left on a prepaid meter and came from the former supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferredMoney {
    /// How much, above 0.
    pub amount_kopecks: Kopecks,
    /// The account that it is for; the application's own when empty.
    #[serde(default)]
    pub account: String,
}
