//! What surrounds every answer: origin check, the preview's wall, security headers, the one error envelope.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use svetlitsa_api::{ErrorCode, paths, problem};
use tower_http::request_id::RequestId;

use crate::callers::Preview;
use crate::failure::Failure;
use crate::state::App;

const fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Refuses mutations that a page of another site sends: the cookie is Lax, this is the second lock.
pub async fn refuse_foreign_origins(State(app): State<App>, request: Request, next: Next) -> Response {
    if !is_safe(request.method()) && is_foreign(&request, &app) {
        return Failure::from(ErrorCode::ForeignOrigin).into_response();
    }
    next.run(request).await
}

fn is_foreign(request: &Request, app: &App) -> bool {
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some("same-origin" | "none") => return false,
        Some(_) => return true,
        None => {}
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let host = |url: &str| url.parse::<Uri>().ok().and_then(|uri| uri.authority().map(ToString::to_string));
    let own = [text(header::HOST).map(ToOwned::to_owned), host(&app.settings.public_url())];
    !own.contains(&host(origin)) || host(origin).is_none()
}

/// Refuses addresses with a NUL, which PostgreSQL can neither store nor compare: they name nothing.
pub async fn refuse_nul(request: Request, next: Next) -> Response {
    let uri = request.uri();
    if uri.path().contains("%00") || uri.query().is_some_and(|query| query.contains("%00")) {
        return Failure::from(ErrorCode::MalformedRequest).into_response();
    }
    next.run(request).await
}

/// The preview's wall: a request that carries a live preview reaches no mutation, whatever else it carries.
/// Staff's own paths are not the customer's: they ask for the staff session by themselves.
pub async fn keep_previews_out(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_safe(request.method()) || is_staff_path(request.uri().path()) {
        return next.run(request).await;
    }
    let (parts, body): (Parts, _) = request.into_parts();
    match Preview::find(&parts, &app).await {
        Ok(None) => next.run(Request::from_parts(parts, body)).await,
        Ok(Some(_)) => Failure::from(ErrorCode::PreviewIsReadOnly).into_response(),
        Err(failure) => failure.into_response(),
    }
}

fn is_staff_path(path: &str) -> bool {
    path.starts_with("/api/v1/staff/")
}

/// Turns every failure into the one envelope and puts the request's id on the answer.
pub async fn finish(request: Request, next: Next) -> Response {
    let request_id = request
        .extensions()
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let is_api = ["/api/", "/gateway/"].iter().any(|prefix| request.uri().path().starts_with(prefix));
    let mut response = next.run(request).await;
    if !is_api {
        return response;
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let status = response.status();
    let failure = match response.extensions_mut().remove::<Failure>() {
        Some(failure) => failure,
        None if status.is_client_error() || status.is_server_error() => Failure::of_status(status).into(),
        None => return response,
    };
    let mut answer = (status_of(status, &failure), Json(failure.problem(&request_id))).into_response();
    for (name, value) in response.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(problem::CONTENT_TYPE));
    answer
}

/// A library's own status (405, 408) stays what it is.
fn status_of(status: StatusCode, failure: &Failure) -> StatusCode {
    if status == StatusCode::OK { Failure::status(failure.code) } else { status }
}

/// Headers for every answer that do not depend on the page. The CSP of pages is in [`crate::bundle`].
pub async fn add_headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "accelerometer=(), camera=(self), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
        ),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    if app.is_https() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    response
}

/// Paths that change something but take no key: signing in has no effect to repeat, look-ups have none at all.
pub const WITHOUT_KEY: &[&str] = &[
    paths::SESSION,
    paths::SESSION_SECOND_STEP,
    paths::STAFF_SESSION,
    paths::ACCOUNT_LOOKUP,
    paths::SHARE_OFFERS,
    paths::APPEAL_LOOKUP,
    paths::APPEAL_DRAFTS,
    paths::APPEAL_FILE,
    paths::APPLICATION_FILE,
    paths::APPLICATION_LOOKUP,
    paths::APPOINTMENT_LOOKUP,
    paths::SMS_GATEWAY,
];
