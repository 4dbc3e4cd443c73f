//! Health, readiness and the OpenAPI document; nobody needs a session for them.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use svetlitsa_api::paths;
use utoipa::openapi::OpenApi;

use crate::state::App;
use crate::store;

/// Routes outside the API document.
pub fn router(document: &OpenApi) -> Router<App> {
    let document = document.to_json().unwrap_or_default();
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(check_readiness))
        .route(paths::OPENAPI, get(move || serve_document(document.clone())))
}

/// 200 only when the database answers and migrations are applied.
async fn check_readiness(State(app): State<App>) -> Response {
    if !app.stopping.is_cancelled() && store::is_ready(&app.db).await {
        (StatusCode::OK, "ready\n").into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
    }
}

async fn serve_document(document: String) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], document).into_response()
}
