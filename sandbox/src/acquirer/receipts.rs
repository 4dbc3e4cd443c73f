//! `GET /receipts` and `GET /receipts/{id}`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query as UrlQuery, State};
use serde_json::Value;

use super::Refusal;
use super::listing::Query;
use crate::receipt::Receipt;
use crate::sandbox::Shared;

pub(super) async fn list(
    State(sandbox): State<Shared>,
    UrlQuery(query): UrlQuery<BTreeMap<String, String>>,
) -> Result<Json<Value>, Refusal> {
    let query = Query::new(query, &["created_at", "payment_id", "refund_id", "status"])?;
    let page = sandbox.look(move |desk| {
        let mut items = Vec::new();
        for receipt in desk.world.receipts().rev().filter(|receipt| receipt.registered_at <= desk.now) {
            if query.covers("created_at", Some(receipt.registered_at))?
                && query.value("payment_id").is_none_or(|id| id == receipt.payment_id)
                && query.value("refund_id").is_none()
                && query.value("status").is_none_or(|status| status == "succeeded")
            {
                items.push((receipt.id.clone(), receipt.wire()));
            }
        }
        query.page(items.into_iter())
    });
    page.await?.map(Json)
}

pub(super) async fn get(
    State(sandbox): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let found = sandbox.look(move |desk| {
        let known =
            desk.world.receipts().find(|receipt| receipt.id == id && receipt.registered_at <= desk.now);
        known.map(Receipt::wire)
    });
    found.await?.map(Json).ok_or_else(|| Refusal::not_found("receipt_id"))
}
