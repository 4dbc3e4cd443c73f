//! The telephone of the cabinet, and the text messages that went there.

use svetlitsa_api::paths;
use svetlitsa_api::phones::{AskPhoneCode, ConfirmPhone, PhoneView, SentMessageList};

use super::{Answer, Attempt, Caller};

/// The telephone that text messages go to.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_phone() -> Answer<PhoneView> {
    super::get(&Caller::cabinet(), paths::PHONE).await
}

/// Sends a code to a telephone.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` when it is no mobile one, `rate_limited` after a number of codes.
pub async fn ask_code(body: &AskPhoneCode, attempt: &Attempt) -> Answer<()> {
    super::post_quietly(paths::PHONE_CODES, body, attempt).await
}

/// Confirms a telephone by its code.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` when the code does not fit.
pub async fn confirm_phone(body: &ConfirmPhone, attempt: &Attempt) -> Answer<PhoneView> {
    super::post(&Caller::cabinet(), paths::PHONE, body, attempt).await
}

/// Forgets the telephone.
///
/// # Errors
/// [`super::ClientError`].
pub async fn forget_phone(attempt: &Attempt) -> Answer<()> {
    super::delete(paths::PHONE, attempt).await
}

/// Text messages to the caller, newest first, after a cursor.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_messages(cursor: Option<&str>) -> Answer<SentMessageList> {
    let path = match cursor {
        Some(cursor) => format!("{}?cursor={}", paths::MESSAGES, paths::encode(cursor)),
        None => paths::MESSAGES.to_owned(),
    };
    super::get(&Caller::cabinet(), &path).await
}
