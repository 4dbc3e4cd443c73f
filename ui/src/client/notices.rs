//! What happened lately in the cabinet.

use svetlitsa_api::notices::{NoticeList, SeeNotices};
use svetlitsa_api::paths;

use super::{Answer, Attempt, Caller};

/// What happened.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_notices() -> Answer<NoticeList> {
    super::get(&Caller::cabinet(), paths::NOTICES).await
}

/// It was seen.
///
/// # Errors
/// [`super::ClientError`].
pub async fn see(body: &SeeNotices, attempt: &Attempt) -> Answer<()> {
    super::post_quietly(paths::NOTICES_SEEN, body, attempt).await
}
