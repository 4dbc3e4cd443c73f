//! `GET /refunds` and `GET /refunds/{id}`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query as UrlQuery, State};
use serde_json::Value;

use super::Refusal;
use super::listing::Query;
use crate::refund::Refund;
use crate::sandbox::Shared;

pub(super) async fn list(
    State(sandbox): State<Shared>,
    UrlQuery(query): UrlQuery<BTreeMap<String, String>>,
) -> Result<Json<Value>, Refusal> {
    let query = Query::new(query, &["created_at", "payment_id", "status"])?;
    let page = sandbox.look(move |desk| {
        let mut items = Vec::new();
        for refund in desk.world.refunds().rev() {
            if query.covers("created_at", Some(refund.created_at))?
                && query.value("payment_id").is_none_or(|id| id == refund.payment_id)
                && query.value("status").is_none_or(|status| refund.wire()["status"] == status)
            {
                items.push((refund.id.clone(), refund.wire()));
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
    let found =
        sandbox.look(move |desk| desk.world.refunds().find(|refund| refund.id == id).map(Refund::wire));
    found.await?.map(Json).ok_or_else(|| Refusal::not_found("refund_id"))
}
