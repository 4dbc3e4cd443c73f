//! Reminders that somebody asks for, by letter and by text message, and what we have sent them.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::AccountNumber;

/// What the caller is reminded of about an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemindersView {
    /// Of a reading that is missing when the window closes; absent for who may not give any.
    pub readings: Option<bool>,
    /// Of a bill that was due and is not paid; absent for who sees no money.
    pub debt: Option<bool>,
    /// First day of the month on which a missing reading is told of.
    pub readings_from_day: u8,
    /// Last day of the reading window.
    pub readings_last_day: u8,
    /// Where to: the address of the cabinet; empty for staff who looks on.
    pub email: String,
    /// Of a reading, by text message; absent as `readings` is.
    #[serde(default)]
    pub readings_by_sms: Option<bool>,
    /// Of a bill, by text message; absent as `debt` is.
    #[serde(default)]
    pub debt_by_sms: Option<bool>,
}

/// What to be reminded of from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetReminders {
    /// Of missing readings, by letter.
    pub readings: bool,
    /// Of what is overdue, by letter.
    pub debt: bool,
    /// Of missing readings, by text message.
    #[serde(default)]
    pub readings_by_sms: bool,
    /// Of what is overdue, by text message.
    #[serde(default)]
    pub debt_by_sms: bool,
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
