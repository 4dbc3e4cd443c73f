//! Service offices.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use svetlitsa_api::offices::OfficeList;
use svetlitsa_api::{Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::App;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_offices))
}

/// Which offices.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfficeQuery {
    /// Branch id; every branch when absent.
    branch: Option<String>,
}

/// Offices in the source's order. What the source leaves open is `null`.
#[utoipa::path(get, path = paths::OFFICES, tag = "offices", params(OfficeQuery), responses(
    (status = 200, body = OfficeList), (status = 400, body = Problem),
))]
async fn list_offices(State(app): State<App>, Query(query): Query<OfficeQuery>) -> Json<OfficeList> {
    let is_asked_for = |branch: &str| query.branch.as_deref().is_none_or(|asked| asked == branch);
    let offices = app.data.offices.iter().filter(|office| is_asked_for(&office.branch));
    Json(OfficeList { items: offices.map(crate::data::Office::view).collect() })
}
