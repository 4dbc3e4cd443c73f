//! `GET /me`: what the shop may do.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::method::MethodKind;
use crate::sandbox::Shared;

pub(super) async fn me(State(sandbox): State<Shared>) -> Json<Value> {
    Json(json!({
        "account_id": sandbox.site.shop,
        "status": "enabled",
        "test": true,
        "fiscalization": { "enabled": true, "provider": "yoo_receipt" },
        "fiscalization_enabled": true,
        "payment_methods": MethodKind::ALL.map(MethodKind::name),
        "itn": "6700000000",
    }))
}
