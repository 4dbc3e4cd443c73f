//! What somebody asks to be told of, kind by kind and way by way, and what we have sent them.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::notices::{LetterRule, NoticeKind};

/// What the caller is told of about an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemindersView {
    /// The kinds that the caller may be told of; who sees no money is not told of it.
    pub kinds: Vec<WantedView>,
    /// First day of the month on which a missing reading is told of.
    pub readings_from_day: u8,
    /// Last day of the reading window.
    pub readings_last_day: u8,
    /// Where letters go: the address of the cabinet.
    pub email: String,
}

/// How the caller is told of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WantedView {
    /// Of what.
    pub kind: NoticeKind,
    /// How letters about it are chosen.
    pub letters: LetterRule,
    /// By letter; only where letters are chosen here.
    pub email: bool,
    /// By text message.
    pub sms: bool,
    /// In the caller's browsers.
    #[serde(default)]
    pub push: bool,
}

/// What to be told of from now on. A kind that is not named is told of by no way that is chosen here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetReminders {
    /// Each kind once.
    pub kinds: Vec<Wanted>,
}

/// How to be told of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Of what.
    pub kind: NoticeKind,
    /// By letter.
    #[serde(default)]
    pub email: bool,
    /// By text message.
    #[serde(default)]
    pub sms: bool,
    /// In the caller's browsers.
    #[serde(default)]
    pub push: bool,
}

/// A reminder that was ended by the link of its letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReminderEnded {
    /// Of which account.
    pub account: AccountNumber,
}

/// A letter to the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentLetter {
    /// Its id.
    pub id: String,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    #[serde(with = "crate::moments")]
    pub written: DateTime<FixedOffset>,
    /// When the mail server took it; absent while it did not.
    #[serde(default, with = "crate::moments::option")]
    pub sent: Option<DateTime<FixedOffset>>,
    /// How often it was tried in vain.
    pub failures: u32,
    /// It is not tried again: there is no such mailbox, or two days of trying were in vain.
    #[serde(default)]
    pub is_given_up: bool,
}

/// Letters to the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentLetterList {
    /// Newest first.
    pub items: Vec<SentLetter>,
    /// Pass as `cursor` for the next page; absent on the last.
    pub next_cursor: Option<String>,
}
