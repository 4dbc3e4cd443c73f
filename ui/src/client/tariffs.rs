//! Tariffs for everyone.

use svetlitsa_api::paths;
use svetlitsa_api::tariffs::TariffSheet;

use super::{Answer, Caller};

/// Every price of a branch, with norms; of the home branch when none is named.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_tariffs(branch: Option<&str>) -> Answer<TariffSheet> {
    let path = branch.map_or_else(
        || paths::TARIFFS.to_owned(),
        |branch| format!("{}?branch={}", paths::TARIFFS, paths::encode(branch)),
    );
    super::get(&Caller::cabinet(), &path).await
}
