//! What tests reach for: the modes, and the log of money taken.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::time::Duration;

use crate::clock::wire;
use crate::modes::ModesPatch;
use crate::payment::Payment;
use crate::sandbox::{Sandbox, Shared};

/// `GET /control`.
pub async fn get(State(sandbox): State<Shared>) -> Json<Value> {
    Json(shown(&sandbox))
}

/// `POST /control`: changes what the body names and answers with all modes.
pub async fn set(State(sandbox): State<Shared>, patch: Result<Json<ModesPatch>, JsonRejection>) -> Response {
    match patch {
        Ok(Json(patch)) => {
            sandbox.clock.advance(Duration::from_secs(patch.advance_s.unwrap_or_default().into()));
            let modes = sandbox.set_modes(|modes| patch.apply(modes));
            tracing::info!(?modes, "the modes have changed");
            Json(shown(&sandbox)).into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, Json(json!({ "error": error.body_text() }))).into_response(),
    }
}

fn shown(sandbox: &Sandbox) -> Value {
    let mut modes = json!(sandbox.modes());
    modes["now"] = json!(wire(sandbox.clock.now()));
    modes
}

/// `GET /log`: all money taken, in the order of its taking, with what went back.
pub async fn log(State(sandbox): State<Shared>) -> Response {
    let lines = sandbox.look(|desk| {
        let mut taken: Vec<&Payment> =
            desk.world.payments().filter(|payment| payment.captured_at.is_some()).collect();
        taken.sort_by_key(|payment| payment.captured_at);
        taken.into_iter().map(line).collect::<Vec<_>>()
    });
    match lines.await {
        Ok(lines) => Json(lines).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

fn line(payment: &Payment) -> Value {
    json!({
        "payment_id": payment.id,
        "amount": payment.amount.to_string(),
        "amount_kopecks": payment.amount,
        "currency": "RUB",
        "captured_at": payment.captured_at.map(wire),
        "method": payment.payer.as_ref().map(|payer| payer.kind),
        "metadata": payment.metadata,
        "refunded": payment.refunded.to_string(),
        "refunded_kopecks": payment.refunded,
    })
}
