//! Outages: the board, reports, letters about them, and the desk.

use svetlitsa_api::outages::{
    EnterOutage, OutageBoard, OutageFollowed, OutageReported, OutageStreets, OutageSubscribed, ReportOutage,
    StaffOutage, StaffOutageList, StepOutage, SubscribeOutage,
};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::registrations::FollowLink;

use super::{Answer, Attempt, Caller};

/// Current and planned outages.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_board() -> Answer<OutageBoard> {
    super::get(&Caller::cabinet(), paths::OUTAGES).await
}

/// Streets and houses of a branch.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_streets(branch: &str) -> Answer<OutageStreets> {
    let path = format!("{}?branch={}", paths::OUTAGE_STREETS, paths::encode(branch));
    super::get(&Caller::cabinet(), &path).await
}

/// Reports an outage, signed in or not.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn report(body: &ReportOutage, attempt: &Attempt) -> Answer<OutageReported> {
    super::post(&Caller::cabinet(), paths::OUTAGE_REPORTS, body, attempt).await
}

/// Asks to be written to.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn subscribe(body: &SubscribeOutage, attempt: &Attempt) -> Answer<OutageSubscribed> {
    super::post(&Caller::cabinet(), paths::OUTAGE_SUBSCRIPTIONS, body, attempt).await
}

/// Letters may come, by the first one's link.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when it is none of ours.
pub async fn confirm(body: &FollowLink, attempt: &Attempt) -> Answer<OutageFollowed> {
    super::post(&Caller::cabinet(), paths::OUTAGE_SUBSCRIPTION_CONFIRMATIONS, body, attempt).await
}

/// No more letters, by a letter's link.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when it is none of ours.
pub async fn end(body: &FollowLink, attempt: &Attempt) -> Answer<OutageFollowed> {
    super::post(&Caller::cabinet(), paths::OUTAGE_SUBSCRIPTION_ENDS, body, attempt).await
}

/// The desk's outages.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_staff_outages() -> Answer<StaffOutageList> {
    super::get(&Caller::cabinet(), paths::STAFF_OUTAGES).await
}

/// One of them.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_staff_outage(id: &str) -> Answer<StaffOutage> {
    super::get(&Caller::cabinet(), &fill(paths::STAFF_OUTAGE, &[id])).await
}

/// Enters an outage.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn enter(body: &EnterOutage, attempt: &Attempt) -> Answer<StaffOutage> {
    super::post(&Caller::cabinet(), paths::STAFF_OUTAGES, body, attempt).await
}

/// A clerk's step.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` when somebody was faster.
pub async fn step(id: &str, body: &StepOutage, attempt: &Attempt) -> Answer<StaffOutage> {
    super::post(&Caller::cabinet(), &fill(paths::STAFF_OUTAGE_STEPS, &[id]), body, attempt).await
}
