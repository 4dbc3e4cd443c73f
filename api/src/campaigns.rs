//! Campaigns of staff: many are told the same, by letter, by text message or by telephone; and what a customer sees of it.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::campaigns::{
    CallResult, CampaignStage, CampaignStep, ContactStage, Excluded, Scenario,
};
use svetlitsa_domain::notices::Channel;
use svetlitsa_domain::{AccountNumber, Kopecks};

/// Longest name of a campaign, characters.
pub const MAX_NAME: usize = 100;
/// Longest words, characters.
pub const MAX_WORDS: usize = 2000;
/// Most telephones that are given out at once.
pub const MAX_GIVEN: u32 = 5000;
/// Largest file of results, bytes.
pub const MAX_RESULTS: usize = 1024 * 1024;

/// How many are at a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactCount {
    /// The stage.
    pub stage: ContactStage,
    /// How many.
    pub count: u32,
}

/// How many are not on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExcludedCount {
    /// Why.
    pub reason: Excluded,
    /// How many accounts.
    pub count: u32,
}

/// A list that was given out to a dialler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallBatch {
    /// Its number in the campaign, from 1.
    pub number: u32,
    /// How many are on it.
    pub count: u32,
    /// Who gave it out.
    pub given_by: String,
    /// When.
    #[serde(with = "crate::moments")]
    pub given: DateTime<FixedOffset>,
    /// Until when nobody else is given those on it who have not been called.
    #[serde(with = "crate::moments")]
    pub until: DateTime<FixedOffset>,
    /// Whether its file can be taken again: until the campaign is over.
    pub is_kept: bool,
}

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Branch id.
    pub branch: String,
    /// The branch's name.
    pub branch_name: String,
    /// What people are told.
    pub scenario: Scenario,
    /// How.
    pub channel: Channel,
    /// In which words; `[sum]`, `[account]` and `[phone]` are filled in.
    pub words: String,
    /// The same for those who read English; absent when they get the Russian ones.
    #[serde(default)]
    pub words_en: Option<String>,
    /// Of which debt on.
    pub least_kopecks: Kopecks,
    /// How far it is.
    pub stage: CampaignStage,
    /// When it begins, in the branch's zone.
    #[serde(with = "crate::moments")]
    pub begins: DateTime<FixedOffset>,
    /// When it ends.
    #[serde(with = "crate::moments")]
    pub ends: DateTime<FixedOffset>,
    /// Who wrote it.
    pub created_by: String,
    /// When its list was made; absent before.
    #[serde(default, with = "crate::moments::option")]
    pub begun: Option<DateTime<FixedOffset>>,
    /// When it was over.
    #[serde(default, with = "crate::moments::option")]
    pub over: Option<DateTime<FixedOffset>>,
    /// Who ended it before its time.
    #[serde(default)]
    pub stopped_by: Option<String>,
    /// How many are on the list.
    pub total: u32,
    /// Every stage that somebody is at.
    pub counts: Vec<ContactCount>,
    /// Letters, messages or calls so far.
    pub tries: u32,
    /// Accounts that were left out when the list was made, by reason.
    pub excluded: Vec<ExcludedCount>,
    /// How many can be called by now and are on no list that is given out.
    pub to_call: u32,
    /// How many are on lists that are given out and were not called yet.
    #[serde(default)]
    pub given_out: u32,
    /// Lists that were given out, newest first.
    #[serde(default)]
    pub batches: Vec<CallBatch>,
    /// What the one who asks may do now.
    pub steps: Vec<CampaignStep>,
}

/// A branch to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignBranch {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Words to begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignWords {
    /// For what.
    pub scenario: Scenario,
    /// By which way.
    pub channel: Channel,
    /// The words.
    pub words: String,
}

/// Every campaign, newest first, and what a new one is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignList {
    /// Every branch.
    pub branches: Vec<CampaignBranch>,
    /// Words to begin with.
    pub words: Vec<CampaignWords>,
    /// Words that are spoken in a minute.
    pub words_a_minute: u32,
    /// Newest first.
    pub items: Vec<CampaignView>,
}

/// A campaign to write down; it begins only when it is scheduled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateCampaign {
    /// Its name, up to [`MAX_NAME`] characters; the subject of letters that inform.
    pub name: String,
    /// Branch id.
    pub branch: String,
    /// What people are told.
    pub scenario: Scenario,
    /// How.
    pub channel: Channel,
    /// In which words, up to [`MAX_WORDS`] characters.
    pub words: String,
    /// The same in English, for those who read it; without them they get the Russian ones.
    #[serde(default)]
    pub words_en: Option<String>,
    /// Of which debt on; of no account where it is not about debts.
    #[serde(default)]
    pub least_kopecks: Kopecks,
    /// When it begins, in the branch's zone: `2026-11-20T09:30`.
    pub begins: String,
    /// When it ends.
    pub ends: String,
}

/// Who would be told what, if it began now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignPreview {
    /// How many would be on the list.
    pub total: u32,
    /// Accounts that would not, by reason.
    pub excluded: Vec<ExcludedCount>,
    /// The words as the first of them would get them.
    #[serde(default)]
    pub sample: Option<String>,
    /// The English words in the same way.
    #[serde(default)]
    pub sample_en: Option<String>,
    /// How long they take to say, seconds.
    #[serde(default)]
    pub seconds: Option<u32>,
    /// Parts of a text message.
    #[serde(default)]
    pub segments: Option<u32>,
}

/// A supervisor's step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepCampaign {
    /// `schedule` or `stop`; the others happen by themselves.
    pub step: CampaignStep,
}

/// Somebody's wish to have people called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GiveOutCalls {
    /// How many at most, from 1; never more than [`MAX_GIVEN`].
    #[serde(default)]
    pub at_most: Option<u32>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallsGivenOut {
    /// The list; absent when there is nobody to call now.
    #[serde(default)]
    pub batch: Option<CallBatch>,
    /// The campaign since.
    pub campaign: CampaignView,
}

/// What a dialler has done: a table with semicolons and the columns `contact;called_at;result`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TakeResults {
    /// The whole file as text, up to [`MAX_RESULTS`] bytes.
    pub file: String,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineProblem {
    /// Not three columns.
    Columns,
    /// Nobody of this list.
    Contact,
    /// No day and time.
    Moment,
    /// A moment that has not come.
    Ahead,
    /// A moment before the campaign began or after it was over.
    Outside,
    /// None of the results.
    Result,
    /// Another result of the same call is known.
    Differs,
    /// A problem that a newer server names.
    #[serde(other)]
    Unknown,
}

/// A line that was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefusedLine {
    /// Its number in the file.
    pub line: u32,
    /// Why.
    pub problem: LineProblem,
}

/// What came of a file of results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultsTaken {
    /// Calls that were not known.
    pub taken: u32,
    /// Calls that were.
    pub known: u32,
    /// Lines that were not taken; the first hundred.
    pub refused: Vec<RefusedLine>,
    /// How many there were.
    pub refused_count: u32,
    /// The campaign since.
    pub campaign: CampaignView,
}

/// Letters and messages that were ended by a letter's link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignEnded {
    /// Of what.
    pub scenario: Scenario,
}

/// A call of the contact centre, as the customer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallView {
    /// Its id.
    pub id: String,
    /// When.
    #[serde(with = "crate::moments")]
    pub at: DateTime<FixedOffset>,
    /// About which account.
    pub account: AccountNumber,
    /// About what.
    pub scenario: Scenario,
    /// What came of it.
    pub result: CallResult,
}

/// Calls about the caller's accounts, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallList {
    /// The newest hundred.
    pub items: Vec<CallView>,
}
