//! Portal and terminal as files: known pages answer 200, unknown addresses 404 with the page that says so.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use svetlitsa_api::pages;

use crate::bundle::Bundle;
use crate::failure::Failure;
use crate::state::App;
use svetlitsa_api::ErrorCode;

/// Serves both bundles; whatever no other route takes ends here.
pub fn router(portal: Bundle, kiosk: Bundle) -> Router<App> {
    let terminal = move |request: Request| async move { serve_kiosk(&kiosk, &request) };
    Router::new()
        .route("/kiosk", get(|| async { Redirect::permanent("/kiosk/") }))
        .route("/kiosk/", get(terminal.clone()))
        .route("/kiosk/{*path}", get(terminal))
        .fallback(move |request: Request| async move { serve_portal(&portal, &request) })
}

fn serve_portal(portal: &Bundle, request: &Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") || path.starts_with("/gateway/") {
        return Failure::from(ErrorCode::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    if let Some(file) = portal.file(path.trim_start_matches('/'), request.headers()) {
        return file;
    }
    // The gallery is part of development bundles only; a release embeds the other kind.
    let is_gallery = cfg!(not(feature = "embed")) && pages::GALLERY.matches(path);
    let page = pages::find(path).or(is_gallery.then_some(&pages::GALLERY));
    let status = if page.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    portal.page(status, page.map(|page| page.area.part()), request.headers())
}

fn serve_kiosk(kiosk: &Bundle, request: &Request) -> Response {
    let path = request.uri().path().trim_start_matches("/kiosk").trim_start_matches('/');
    let mut response = match kiosk.file(path, request.headers()) {
        Some(file) => file,
        None if path.is_empty() => kiosk.page(StatusCode::OK, None, request.headers()),
        None => kiosk.page(StatusCode::NOT_FOUND, None, request.headers()),
    };
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
    if response.headers().get(header::CACHE_CONTROL) == Some(&HeaderValue::from_static("no-cache")) {
        // A terminal never keeps a page: the wipe must leave nothing.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
