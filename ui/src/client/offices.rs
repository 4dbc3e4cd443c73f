//! Service offices.

use svetlitsa_api::offices::OfficeList;
use svetlitsa_api::paths;

use super::{Answer, Caller};

/// Service offices of every branch.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_offices() -> Answer<OfficeList> {
    super::get(&Caller::cabinet(), paths::OFFICES).await
}
