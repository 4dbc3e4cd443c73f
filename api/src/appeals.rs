//! Appeals: complaint, question, report; without registration.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::appeals::{
    AppealAction, AppealKind, AppealStage, AuthorAction, FileKind, RefusalGround,
};

use crate::promises::ClockView;

/// Longest text of an appeal, characters.
pub const MAX_TEXT: usize = 4000;
/// Shortest text of an appeal, characters.
pub const MIN_TEXT: usize = 10;

/// An appeal to register. E-mail or telephone is needed: without a contact nobody can answer
/// (`facts/domain.md` 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateAppeal {
    /// What it is about.
    pub kind: AppealKind,
    /// In the customer's words, [`MIN_TEXT`]..=[`MAX_TEXT`] characters.
    pub text: String,
    /// How to address the customer.
    #[serde(default)]
    pub name: String,
    /// Where the acknowledgement and the answer go.
    #[serde(default)]
    pub email: String,
    /// Or a telephone.
    #[serde(default)]
    pub phone: String,
    /// Account number, when it concerns one.
    #[serde(default)]
    pub account: String,
    /// Language of the letters: `ru` or `en`.
    #[serde(default)]
    pub language: String,
    /// Token of the draft whose files come with it; empty without files.
    #[serde(default)]
    pub draft: String,
    /// A field that no person sees: leave it empty.
    #[serde(default)]
    pub homepage: String,
}

/// A draft that files are attached to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealDraft {
    /// The bearer's proof, for a day: whoever has it attaches, sees and takes away.
    pub token: String,
}

/// A file that comes with an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealFile {
    /// Its id.
    pub id: String,
    /// Its place in the draft, 1..=[`MOST_FILES`](svetlitsa_domain::appeals::MOST_FILES).
    pub place: u32,
    /// Its name, cleaned.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Bytes as kept.
    pub bytes: u64,
}

/// Files of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealFiles {
    /// By place.
    pub items: Vec<AppealFile>,
}

/// Who asks for a file of an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppealContact {
    /// The contact that it was filed with; not needed in the cabinet that it was filed from.
    #[serde(default)]
    pub contact: String,
}

/// Finds an appeal or application: its number and the contact it was filed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LookupByNumber {
    /// The number on the acknowledgement.
    pub number: String,
    /// E-mail or telephone.
    pub contact: String,
}

/// An appeal as its author sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealView {
    /// The number to quote.
    pub number: String,
    /// What it is about.
    pub kind: AppealKind,
    /// In the customer's words.
    pub text: String,
    /// How far it is.
    pub stage: AppealStage,
    /// When it was registered, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub registered: DateTime<FixedOffset>,
    /// The contact, masked.
    pub masked_contact: String,
    /// Account, when it concerns one.
    pub account: Option<AccountNumber>,
    /// The promise of a review.
    pub clock: ClockView,
    /// What happened, oldest first.
    pub events: Vec<AppealEvent>,
    /// Why it is not answered on the merits.
    #[serde(default)]
    pub refusal: Option<RefusalGround>,
    /// Number of an earlier appeal of the same author in the same words that is not over.
    #[serde(default)]
    pub repeats: Option<String>,
    /// Whether its author has asked to hurry since the promise was broken.
    #[serde(default)]
    pub is_hurried: bool,
    /// What its author can do now.
    #[serde(default)]
    pub author_actions: Vec<AuthorAction>,
    /// Telephone of the contact centre.
    pub phone: String,
    /// Files that came with it, oldest first.
    #[serde(default)]
    pub files: Vec<AppealFile>,
    /// Whether its author is asked what to think of the answer, and has not said yet.
    #[serde(default)]
    pub is_asked: bool,
    /// Told when it is registered: no letter will tell of it, for its mailbox has had too many within the hour.
    #[serde(default)]
    pub is_letter_withheld: bool,
}

/// One step of an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealEvent {
    /// When.
    #[serde(with = "crate::moments")]
    pub at: DateTime<FixedOffset>,
    /// The stage it led to.
    pub stage: AppealStage,
    /// Words to the customer, or the customer's own.
    pub text: Option<String>,
    /// Whether the words are the author's.
    #[serde(default)]
    pub is_by_author: bool,
}

/// A step of an appeal's author, signed in or known by the contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthorStep {
    /// What to do.
    pub action: AuthorAction,
    /// In the author's words, needed for some actions, up to [`MAX_TEXT`] characters.
    #[serde(default)]
    pub text: String,
    /// The contact that it was filed with; not needed in the cabinet that it was filed from.
    #[serde(default)]
    pub contact: String,
    /// Token of the draft whose files come with the words; empty without files.
    #[serde(default)]
    pub draft: String,
}

/// Appeals of a cabinet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealList {
    /// Newest first.
    pub items: Vec<AppealView>,
}

/// An appeal as staff sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffAppeal {
    /// What the customer sees.
    pub appeal: AppealView,
    /// The customer's name.
    pub name: String,
    /// E-mail; empty when none was given.
    pub email: String,
    /// Telephone; empty when none was given.
    pub phone: String,
    /// Who works on it.
    pub assignee: Option<String>,
    /// What can be done now.
    pub actions: Vec<AppealAction>,
    /// Whether a program has probably sent it: nothing is done with it until it is released.
    #[serde(default)]
    pub is_quarantined: bool,
    /// Whether abuse was found in it. It is answered all the same, unless there is nothing in it to answer.
    #[serde(default)]
    pub is_abusive: bool,
}

/// Appeals of the staff's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffAppealList {
    /// Nearest deadline first, ended ones last.
    pub items: Vec<StaffAppeal>,
}

/// A clerk's step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppealStep {
    /// What to do.
    pub action: AppealAction,
    /// Words to the customer, needed for some actions.
    #[serde(default)]
    pub text: String,
    /// The ground of a refusal, and of nothing else.
    #[serde(default)]
    pub ground: Option<RefusalGround>,
}
