//! Reminders by letter, and the letters that were sent.

use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_api::reminders::{ReminderEnded, RemindersView, SentLetterList, SetReminders};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Attempt, Caller};

/// What the caller is reminded of about an account.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_reminders(number: &AccountNumber) -> Answer<RemindersView> {
    super::get(&Caller::cabinet(), &fill(paths::REMINDERS, &[number.as_str()])).await
}

/// What the caller is reminded of from now on.
///
/// # Errors
/// [`super::ClientError`].
pub async fn set_reminders(number: &AccountNumber, body: &SetReminders, attempt: &Attempt) -> Answer<()> {
    super::put_quietly(&fill(paths::REMINDERS, &[number.as_str()]), body, attempt).await
}

/// No longer, by a letter's link.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when it is none of ours.
pub async fn end_by_link(body: &FollowLink, attempt: &Attempt) -> Answer<ReminderEnded> {
    super::post(&Caller::cabinet(), paths::REMINDER_ENDS, body, attempt).await
}

/// Letters to the caller, newest first, after a cursor.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_letters(cursor: Option<&str>) -> Answer<SentLetterList> {
    let path = match cursor {
        Some(cursor) => format!("{}?cursor={}", paths::LETTERS, paths::encode(cursor)),
        None => paths::LETTERS.to_owned(),
    };
    super::get(&Caller::cabinet(), &path).await
}
