//! The price list of extra services.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use svetlitsa_api::services::ServiceList;
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::failure::Outcome;
use crate::state::App;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_services))
}

/// Of which branch.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ServiceQuery {
    /// Branch id; the home branch when absent.
    branch: Option<String>,
}

/// What the supplier does for money beside its supply, with the prices of a branch.
#[utoipa::path(get, path = paths::SERVICES, tag = "applications", params(ServiceQuery), responses(
    (status = 200, body = ServiceList), (status = 404, body = Problem),
))]
async fn list_services(
    State(app): State<App>,
    Query(query): Query<ServiceQuery>,
) -> Outcome<Json<ServiceList>> {
    let branch = match &query.branch {
        Some(id) => app.data.branches.get(id).ok_or(ErrorCode::NotFound)?,
        None => app.home_branch()?,
    };
    Ok(Json(ServiceList {
        branch_name: branch.name.clone(),
        phone: branch.phone.clone(),
        is_sample: app.data.services.is_sample,
        items: app.data.services.of(&branch.id),
    }))
}
