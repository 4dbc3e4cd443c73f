//! The router and the OpenAPI document, from one registration: a path that is not documented does not exist.

pub mod accounts;
pub mod appeal_files;
pub mod appeals;
pub mod applications;
pub mod appointments;
pub mod autopay;
pub mod bill_documents;
pub mod bills;
pub mod cabinet;
pub mod campaigns;
pub mod certificates;
pub mod consents;
pub mod credentials;
pub mod debts;
pub mod e_bills;
pub mod faq;
pub mod forecasts;
pub mod gateway;
pub mod gateway_agents;
pub mod health;
pub mod kiosks;
pub mod ledger;
pub mod notices;
pub mod offices;
pub mod outages;
pub mod payees;
pub mod payments;
pub mod phones;
pub mod previews;
pub mod push;
pub mod readings;
pub mod readings_files;
pub mod readings_photos;
pub mod readings_sheets;
pub mod readings_sms;
pub mod receipt_documents;
pub mod receipts;
pub mod recoveries;
pub mod registrations;
pub mod reminders;
pub mod second_factor;
pub mod services;
pub mod session;
pub mod sessions;
pub mod shares;
pub mod site;
pub mod staff;
pub mod staff_appeals;
pub mod staff_applications;
pub mod staff_appointments;
pub mod staff_campaigns;
pub mod staff_day_closings;
pub mod staff_outages;
pub mod staff_payments;
pub mod surveys;
pub mod tariffs;

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::paths;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

use crate::bundle::Bundle;
use crate::security;
use crate::state::App;

/// Largest request body, bytes.
const MAX_BODY: usize = 64 * 1024;
/// Longest a request may take. Streams are answers, not requests: they may last.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The same where a file is sent: a photo from a cellar takes its time.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(300);
/// Header that names a request in logs and problems.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

#[derive(OpenApi)]
#[openapi(info(
    title = "Svetlitsa",
    description = "Accounts, readings, payments, appeals and applications of an electricity supplier. \
                   Errors are application/problem+json; mutations take an Idempotency-Key; money is integer kopecks."
))]
struct ApiDocument;

fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(ApiDocument::openapi())
        .merge(session::router())
        .merge(second_factor::router())
        .merge(sessions::router())
        .merge(registrations::router())
        .merge(consents::router())
        .merge(recoveries::router())
        .merge(credentials::router())
        .merge(accounts::router())
        .merge(cabinet::router())
        .merge(shares::router())
        .merge(readings::router())
        .merge(readings_files::router())
        .merge(readings_photos::router())
        .merge(readings_sheets::router())
        .merge(readings_sms::router())
        .merge(payees::router())
        .merge(payments::router())
        .merge(receipts::router())
        .merge(receipt_documents::router())
        .merge(appeals::router())
        .merge(appeal_files::router())
        .merge(faq::router())
        .merge(surveys::router())
        .merge(phones::router())
        .merge(autopay::router())
        .merge(applications::router())
        .merge(bills::router())
        .merge(debts::router())
        .merge(forecasts::router())
        .merge(e_bills::router())
        .merge(services::router())
        .merge(notices::router())
        .merge(push::router())
        .merge(reminders::router())
        .merge(tariffs::router())
        .merge(ledger::router())
        .merge(bill_documents::router())
        .merge(certificates::router())
        .merge(offices::router())
        .merge(kiosks::router())
        .merge(staff::router())
        .merge(previews::router())
        .merge(staff_appeals::router())
        .merge(staff_applications::router())
        .merge(staff_day_closings::router())
        .merge(staff_payments::router())
        .merge(staff_campaigns::router())
        .merge(campaigns::router())
        .merge(staff_outages::router())
        .merge(outages::router())
        .merge(appointments::router())
        .merge(staff_appointments::router())
}

/// The OpenAPI document.
#[must_use]
pub fn document() -> Document {
    api().split_for_parts().1
}

/// The whole service.
pub fn router(app: App, portal: Bundle, kiosk: Bundle) -> Router {
    let (api, document) = api().split_for_parts();
    let api = api
        .merge(gateway::router())
        .layer(from_fn_with_state(app.clone(), security::keep_previews_out))
        .layer(from_fn_with_state(app.clone(), security::refuse_foreign_origins))
        .layer(from_fn(security::refuse_nul))
        .layer(from_fn(time_out))
        .layer(DefaultBodyLimit::max(MAX_BODY));
    let around = ServiceBuilder::new()
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(TraceLayer::new_for_http().make_span_with(request_span).on_response(log_response))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(from_fn_with_state(app.clone(), security::add_headers))
        .layer(from_fn(security::finish))
        .layer(CatchPanicLayer::new());
    Router::new()
        .merge(api)
        .merge(gateway_agents::router())
        .merge(health::router(&document))
        .merge(site::router(portal, kiosk))
        .with_state(app)
        .layer(around)
}

/// Ends what takes too long.
async fn time_out(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_file = path.ends_with("/photo") || path.starts_with(paths::APPEAL_DRAFT_FILES);
    let is_upload = request.method() == Method::PUT && is_file;
    let limit = if is_upload { UPLOAD_TIMEOUT } else { TIMEOUT };
    let answer = tokio::time::timeout(limit, next.run(request)).await;
    answer.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// What of a request goes to the log: never its query, headers or body.
fn request_span(request: &Request) -> tracing::Span {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), path = log_path(request.uri().path()))
}

/// Verification codes are secrets of their holders: they stay out of the log.
fn log_path(path: &str) -> &str {
    match path {
        path if path.starts_with("/api/v1/receipts/") => "/api/v1/receipts/…",
        path if path.starts_with("/r/") => "/r/…",
        path if path.starts_with("/api/v1/certificates/") => "/api/v1/certificates/…",
        path if path.starts_with("/c/") => "/c/…",
        path => path,
    }
}

fn log_response(response: &Response, latency: Duration, _: &tracing::Span) {
    let status = response.status().as_u16();
    let ms = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
    if response.status().is_server_error() {
        tracing::error!(status, ms, "answered");
    } else {
        tracing::info!(status, ms, "answered");
    }
}
