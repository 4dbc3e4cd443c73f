//! Campaigns: the desk's, and what a customer meets of them.

use svetlitsa_api::campaigns::{
    CallList, CallsGivenOut, CampaignEnded, CampaignList, CampaignPreview, CampaignView, CreateCampaign,
    GiveOutCalls, ResultsTaken, StepCampaign, TakeResults,
};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::registrations::FollowLink;

use super::{Answer, Attempt, Caller};

/// Every campaign, and what a new one is made of.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list() -> Answer<CampaignList> {
    super::get(&Caller::cabinet(), paths::STAFF_CAMPAIGNS).await
}

/// One campaign.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get(id: &str) -> Answer<CampaignView> {
    super::get(&Caller::cabinet(), &fill(paths::STAFF_CAMPAIGN, &[id])).await
}

/// Who would be told what, if it began now.
///
/// # Errors
/// [`super::ClientError`].
pub async fn preview(id: &str) -> Answer<CampaignPreview> {
    super::get(&Caller::cabinet(), &fill(paths::STAFF_CAMPAIGN_PREVIEW, &[id])).await
}

/// Writes a campaign down.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn create(body: &CreateCampaign, attempt: &Attempt) -> Answer<CampaignView> {
    super::post(&Caller::cabinet(), paths::STAFF_CAMPAIGNS, body, attempt).await
}

/// Changes a draft.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` when it is none any more.
pub async fn edit(id: &str, body: &CreateCampaign, attempt: &Attempt) -> Answer<()> {
    super::put_quietly(&fill(paths::STAFF_CAMPAIGN, &[id]), body, attempt).await
}

/// Throws a draft away.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` when it is none any more.
pub async fn discard(id: &str, attempt: &Attempt) -> Answer<()> {
    super::delete(&fill(paths::STAFF_CAMPAIGN, &[id]), attempt).await
}

/// Gives out whom to call now.
///
/// # Errors
/// [`super::ClientError`].
pub async fn give_out(id: &str, body: &GiveOutCalls, attempt: &Attempt) -> Answer<CallsGivenOut> {
    super::post(&Caller::cabinet(), &fill(paths::STAFF_CAMPAIGN_CALLS, &[id]), body, attempt).await
}

/// A supervisor's step.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` when it is too late.
pub async fn step(id: &str, body: &StepCampaign, attempt: &Attempt) -> Answer<CampaignView> {
    super::post(&Caller::cabinet(), &fill(paths::STAFF_CAMPAIGN_STEPS, &[id]), body, attempt).await
}

/// Hands over what the dialler has done.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` when it is no file of results.
pub async fn take_results(id: &str, body: &TakeResults, attempt: &Attempt) -> Answer<ResultsTaken> {
    super::post(&Caller::cabinet(), &fill(paths::STAFF_CAMPAIGN_RESULTS, &[id]), body, attempt).await
}

/// No more letters, by a letter's link.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when it is none of ours.
pub async fn end_by_link(body: &FollowLink, attempt: &Attempt) -> Answer<CampaignEnded> {
    super::post(&Caller::cabinet(), paths::CAMPAIGN_ENDS, body, attempt).await
}

/// Calls about the cabinet's accounts.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_calls() -> Answer<CallList> {
    super::get(&Caller::cabinet(), paths::CALLS).await
}
