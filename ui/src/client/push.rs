//! Browsers that show notices, and the notices that went there.

use svetlitsa_api::paths;
use svetlitsa_api::push::{AllowBrowser, PushBrowserView, PushView, SentPushList};

use super::{Answer, Attempt, Caller};

/// Whether notices in browsers are offered, and the caller's browsers.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_push() -> Answer<PushView> {
    super::get(&Caller::cabinet(), paths::PUSH).await
}

/// Lets a browser show notices.
///
/// # Errors
/// [`super::ClientError`].
pub async fn allow_browser(body: &AllowBrowser, attempt: &Attempt) -> Answer<PushBrowserView> {
    super::post(&Caller::cabinet(), paths::PUSH_BROWSERS, body, attempt).await
}

/// A browser shows nothing any more.
///
/// # Errors
/// [`super::ClientError`].
pub async fn forget_browser(id: &str, attempt: &Attempt) -> Answer<()> {
    super::delete(&paths::fill(paths::PUSH_BROWSER, &[id]), attempt).await
}

/// A notice to each browser of the caller, at once.
///
/// # Errors
/// [`super::ClientError`]; `rate_limited` after a number of them.
pub async fn try_push(attempt: &Attempt) -> Answer<()> {
    super::post_quietly(paths::PUSH_TRIALS, &(), attempt).await
}

/// Notices to the caller's browsers, newest first, after a cursor.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_push(cursor: Option<&str>) -> Answer<SentPushList> {
    let path = match cursor {
        Some(cursor) => format!("{}?cursor={}", paths::PUSH_NOTICES, paths::encode(cursor)),
        None => paths::PUSH_NOTICES.to_owned(),
    };
    super::get(&Caller::cabinet(), &path).await
}
