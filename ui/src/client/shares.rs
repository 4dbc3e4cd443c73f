//! Access to an account for a relative.

use svetlitsa_api::paths;
use svetlitsa_api::registrations::{CabinetOpened, FollowLink};
use svetlitsa_api::shares::{OfferShare, OpenByShare, ShareList, ShareOffer, ShareView, SharedAccess};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Attempt, Caller};

/// Who has access to an account, and to whom it is offered.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list(number: &AccountNumber) -> Answer<ShareList> {
    super::get(&Caller::cabinet(), &paths::fill(paths::SHARES, &[number.as_str()])).await
}

/// Offers access by letter.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn offer(number: &AccountNumber, body: &OfferShare, attempt: &Attempt) -> Answer<ShareView> {
    super::post(&Caller::cabinet(), &paths::fill(paths::SHARES, &[number.as_str()]), body, attempt).await
}

/// Takes access back, or gives it back.
///
/// # Errors
/// [`super::ClientError`].
pub async fn end(id: &str) -> Answer<()> {
    super::delete(&paths::fill(paths::SHARE, &[id]), &Attempt::new()).await
}

/// What a letter's link offers.
///
/// # Errors
/// [`super::ClientError`]; `link_expired` when it was used, taken back or is too old.
pub async fn find_offer(body: &FollowLink) -> Answer<ShareOffer> {
    super::ask(paths::SHARE_OFFERS, body).await
}

/// Accepts it, signed in.
///
/// # Errors
/// [`super::ClientError`].
pub async fn accept(body: &FollowLink, attempt: &Attempt) -> Answer<SharedAccess> {
    super::post(&Caller::cabinet(), paths::SHARE_ACCEPTANCES, body, attempt).await
}

/// Accepts it by opening a cabinet.
///
/// # Errors
/// [`super::ClientError`]; `validation_failed` names the fields.
pub async fn open(body: &OpenByShare, attempt: &Attempt) -> Answer<CabinetOpened> {
    super::post(&Caller::cabinet(), paths::SHARE_OPENINGS, body, attempt).await
}
