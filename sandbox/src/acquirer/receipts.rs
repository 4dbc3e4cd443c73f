//! `GET /receipts` and `GET /receipts/{id}`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query as UrlQuery, State};
use serde_json::Value;

use super::Refusal;
use super::listing::Query;
use crate::sandbox::Shared;

pub(super) async fn list(
    State(sandbox): State<Shared>,
    UrlQuery(query): UrlQuery<BTreeMap<String, String>>,
) -> Result<Json<Value>, Refusal> {
    let query = Query::new(query, &["created_at", "payment_id", "refund_id", "status"])?;
    let page = sandbox.look(move |desk| {
        let mut items = Vec::new();
        for receipt in desk.world.receipts().rev().filter(|receipt| receipt.is_known(desk.now)) {
            let created = receipt.created_at.unwrap_or(receipt.registered_at);
            let refund = receipt.refund_id.as_deref();
            if query.covers("created_at", Some(created))?
                && query.value("payment_id").is_none_or(|id| id == receipt.payment_id)
                && query.value("refund_id").is_none_or(|id| Some(id) == refund)
                && query.value("status").is_none_or(|status| status == receipt.status_at(desk.now).name())
            {
                items.push((receipt.id.clone(), receipt.wire(desk.now)));
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
        let known = desk.world.receipts().find(|receipt| receipt.id == id && receipt.is_known(desk.now));
        known.map(|receipt| receipt.wire(desk.now))
    });
    found.await?.map(Json).ok_or_else(|| Refusal::not_found("receipt_id"))
}
