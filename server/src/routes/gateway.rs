//! Gateways for outsiders: what they send is a hint, never a fact.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use ipnet::IpNet;
use serde::Deserialize;

use crate::acquirer::yookassa::NOTIFICATION_NETWORKS;
use crate::callers::Address;
use crate::clock::real_now_ms;
use crate::jobs;
use crate::state::App;
use crate::store;

/// Routes outside the API document: their form is the other side's.
pub fn router() -> Router<App> {
    Router::new()
        .route("/gateway/yookassa", post(receive_notification))
        .route("/gateway/atol", post(receive_callback))
}

/// What of a notification is read: which payment to ask about.
#[derive(Debug, Deserialize)]
struct Notification {
    #[serde(default)]
    event: String,
    object: NotifiedObject,
}

#[derive(Debug, Deserialize)]
struct NotifiedObject {
    id: String,
    #[serde(default)]
    metadata: Option<NotifiedMetadata>,
}

#[derive(Debug, Deserialize)]
struct NotifiedMetadata {
    #[serde(default)]
    payment_id: Option<String>,
    #[serde(default)]
    refund_id: Option<String>,
}

/// A notification of the acquirer: answered 200 at once, never believed, re-read from the acquirer. What is lost
/// between the answer and the re-read is found by the job that asks about open payments.
async fn receive_notification(State(app): State<App>, address: Address, body: Bytes) -> StatusCode {
    if !is_allowed(&app, address) {
        tracing::warn!(address = %address.0, "notification from a foreign address");
        return StatusCode::FORBIDDEN;
    }
    let Ok(Notification { event, object }) = serde_json::from_slice::<Notification>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    match event.split('.').next() {
        Some("refund") => hear_of_refund(app, object).await,
        Some("payment_method") => {
            tokio::spawn(async move { jobs::autopay::reread(&app, &object.id).await });
            StatusCode::OK
        }
        _ => hear_of_payment(app, object).await,
    }
}

async fn hear_of_payment(app: App, object: NotifiedObject) -> StatusCode {
    let by_acquirer = store::payments::find_by_acquirer_id(&app.db, &object.id).await;
    let known = match by_acquirer {
        Ok(Some(row)) => Some(row),
        Ok(None) => match object.metadata.and_then(|metadata| metadata.payment_id) {
            Some(id) => store::payments::find(&app.db, &id).await.unwrap_or_default(),
            None => None,
        },
        // Not 200: the acquirer sends it again when the database is back.
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE,
    };
    if let Some(row) = known {
        tokio::spawn(async move { jobs::acquirer::reread(&app, &row.id, &object.id).await });
    }
    StatusCode::OK
}

async fn hear_of_refund(app: App, object: NotifiedObject) -> StatusCode {
    let known = match store::refunds::find_by_acquirer_id(&app.db, &object.id).await {
        Ok(Some(row)) => Some(row),
        Ok(None) => match object.metadata.and_then(|metadata| metadata.refund_id) {
            Some(id) => store::refunds::find(&app.db, &id).await.unwrap_or_default(),
            None => None,
        },
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE,
    };
    match known {
        Some(row) => {
            tokio::spawn(async move { jobs::refunds::reread(&app, &row.id, &object.id).await });
        }
        // Made in the acquirer's own cabinet: the ledger does not know why.
        None => tracing::error!(refund = object.id, "a refund that nobody here asked for: needs an operator"),
    }
    StatusCode::OK
}

/// What of ATOL's word is read: which document to ask about.
#[derive(Debug, Deserialize)]
struct Callback {
    uuid: String,
}

/// A document is done, says somebody: never believed, and it makes the question about it come sooner, no more.
async fn receive_callback(State(app): State<App>, body: Bytes) -> StatusCode {
    let Ok(Callback { uuid }) = serde_json::from_slice::<Callback>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    match store::fiscal::hasten(&app.db, &uuid, real_now_ms()).await {
        Ok(()) => {
            app.fiscal_work.notify_one();
            StatusCode::OK
        }
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn is_allowed(app: &App, address: Address) -> bool {
    let allowed = &app.settings.acquirer_allow;
    if allowed.is_empty() {
        NOTIFICATION_NETWORKS.iter().any(|net| net.parse::<IpNet>().is_ok_and(|net| net.contains(&address.0)))
    } else {
        allowed.iter().any(|net| net.contains(&address.0))
    }
}
