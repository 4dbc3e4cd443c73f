//! The price list of extra services.

use svetlitsa_api::paths;
use svetlitsa_api::services::ServiceList;

use super::{Answer, Caller};

/// The list of the home branch.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_services() -> Answer<ServiceList> {
    super::get(&Caller::cabinet(), paths::SERVICES).await
}
