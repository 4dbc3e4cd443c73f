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
use crate::jobs;
use crate::state::App;
use crate::store;

/// Routes outside the API document: their form is the other side's.
pub fn router() -> Router<App> {
    Router::new().route("/gateway/yookassa", post(receive_notification))
}

/// What of a notification is read: which payment to ask about.
#[derive(Debug, Deserialize)]
struct Notification {
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
}

/// A notification of the acquirer: answered 200 at once, never believed, re-read from the acquirer. What is lost
/// between the answer and the re-read is found by the job that asks about open payments.
async fn receive_notification(State(app): State<App>, address: Address, body: Bytes) -> StatusCode {
    if !is_allowed(&app, address) {
        tracing::warn!(address = %address.0, "notification from a foreign address");
        return StatusCode::FORBIDDEN;
    }
    let Ok(Notification { object }) = serde_json::from_slice::<Notification>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
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

fn is_allowed(app: &App, address: Address) -> bool {
    let allowed = &app.settings.acquirer_allow;
    if allowed.is_empty() {
        NOTIFICATION_NETWORKS.iter().any(|net| net.parse::<IpNet>().is_ok_and(|net| net.contains(&address.0)))
    } else {
        allowed.iter().any(|net| net.contains(&address.0))
    }
}
