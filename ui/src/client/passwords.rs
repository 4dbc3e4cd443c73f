//! Passwords and addresses to sign in with.

use svetlitsa_api::passwords::{
    ChangeEmail, ChangePassword, CreatePasswordRecovery, EmailChanged, RecoverPassword,
};
use svetlitsa_api::paths;
use svetlitsa_api::registrations::{FollowLink, LetterPromised};

use super::{Answer, Attempt, Caller};

/// Asks for a letter to set a new password; the answer is the same for every address.
///
/// # Errors
/// [`super::ClientError`].
pub async fn create_recovery(body: &CreatePasswordRecovery, attempt: &Attempt) -> Answer<LetterPromised> {
    super::post(&Caller::cabinet(), paths::PASSWORD_RECOVERIES, body, attempt).await
}

/// Sets the new password; the cabinet is signed out everywhere.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when the link was used or is too old.
pub async fn recover(body: &RecoverPassword, attempt: &Attempt) -> Answer<()> {
    super::post_quietly(paths::PASSWORD_RECOVERY_CONFIRMATIONS, body, attempt).await
}

/// Changes the password from inside the cabinet.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn change_password(body: &ChangePassword, attempt: &Attempt) -> Answer<()> {
    super::post_quietly(paths::PASSWORD_CHANGES, body, attempt).await
}

/// Asks for another address to sign in with; the letter to it decides.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn change_email(body: &ChangeEmail, attempt: &Attempt) -> Answer<LetterPromised> {
    super::post(&Caller::cabinet(), paths::EMAIL_CHANGES, body, attempt).await
}

/// Follows the link of that letter.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when it was used or is too old.
pub async fn confirm_email(body: &FollowLink, attempt: &Attempt) -> Answer<EmailChanged> {
    super::post(&Caller::cabinet(), paths::EMAIL_CHANGE_CONFIRMATIONS, body, attempt).await
}
