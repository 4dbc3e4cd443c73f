//! What customers think of answers.

use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::surveys::{RateAppeal, RateByLink, RateService, YearlySurvey};

use super::{Answer, Attempt, Caller};

/// An opinion by the letter's link.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when nothing was asked, or too long ago.
pub async fn rate_by_link(body: &RateByLink, attempt: &Attempt) -> Answer<()> {
    super::post_quietly(paths::SURVEYS, body, attempt).await
}

/// An opinion of an appeal's author.
///
/// # Errors
/// As [`rate_by_link`]; `not_found` when it is somebody else's.
pub async fn rate_appeal(number: &str, body: &RateAppeal, attempt: &Attempt) -> Answer<()> {
    super::post_quietly(&fill(paths::APPEAL_SURVEY, &[number]), body, attempt).await
}

/// Whether the cabinet's owner is asked today what to think of the service.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_yearly() -> Answer<YearlySurvey> {
    super::get(&Caller::cabinet(), paths::YEARLY_SURVEY).await
}

/// What the cabinet's owner thinks of it.
///
/// # Errors
/// As [`rate_by_link`].
pub async fn rate_service(body: &RateService, attempt: &Attempt) -> Answer<()> {
    super::post_quietly(paths::YEARLY_SURVEY, body, attempt).await
}
