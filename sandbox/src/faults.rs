//! Bad days of the acquirer and of ATOL Online, played on demand.

use std::time::Duration;

use axum::Json;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

use crate::acquirer::Refusal;
use crate::cuttable::Cut;
use crate::modes::AcquirerMode;
use crate::sandbox::Shared;

/// Serves the acquirer's API the way the present mode tells.
pub(crate) async fn play(State(sandbox): State<Shared>, request: Request, next: Next) -> Response {
    let modes = sandbox.modes();
    play_as(modes.acquirer, modes.slow_ms, request, next).await
}

/// Serves the API of ATOL Online the way its mode tells.
pub(crate) async fn play_atol(State(sandbox): State<Shared>, request: Request, next: Next) -> Response {
    let modes = sandbox.modes();
    play_as(modes.atol, modes.slow_ms, request, next).await
}

async fn play_as(mode: AcquirerMode, slow_ms: u64, request: Request, next: Next) -> Response {
    match mode {
        AcquirerMode::Up => next.run(request).await,
        AcquirerMode::Down => {
            if let Some(ConnectInfo(cut)) = request.extensions().get::<ConnectInfo<Cut>>() {
                cut.now();
            }
            // Nobody will read this: the connection is gone.
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        AcquirerMode::Broken => {
            next.run(request).await;
            Refusal::broken().into_response()
        }
        AcquirerMode::Rubbish => {
            next.run(request).await;
            Html("<!doctype html><title>502</title><h1>It works!</h1>\u{0}{\"id\":").into_response()
        }
        AcquirerMode::Slow => {
            let response = next.run(request).await;
            tokio::time::sleep(Duration::from_millis(slow_ms)).await;
            response
        }
        AcquirerMode::Processing if request.method() == Method::POST => {
            let body = json!({
                "type": "processing",
                "description": "The request is being processed; repeat it with the same key",
                "retry_after": 1_800,
            });
            (StatusCode::ACCEPTED, Json(body)).into_response()
        }
        AcquirerMode::Processing => next.run(request).await,
    }
}
