//! `GET /payments` and `GET /payments/{id}`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query as UrlQuery, State};
use serde_json::Value;

use super::Refusal;
use super::listing::Query;
use crate::method::MethodKind;
use crate::payment::{Payment, Status};
use crate::sandbox::Shared;
use crate::wire;

pub(super) async fn get(
    State(sandbox): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let found = sandbox
        .look(move |desk| desk.world.payment(&id).map(|payment| wire::payment(payment, desk.site, desk.now)));
    found.await?.map(Json).ok_or_else(|| Refusal::not_found("payment_id"))
}

pub(super) async fn list(
    State(sandbox): State<Shared>,
    UrlQuery(query): UrlQuery<BTreeMap<String, String>>,
) -> Result<Json<Value>, Refusal> {
    let query = Query::new(query, &["created_at", "captured_at", "status", "payment_method"])?;
    if let Some(status) = query.value("status") {
        let known = [Status::Pending, Status::WaitingForCapture, Status::Succeeded, Status::Canceled];
        if !known.iter().any(|known| known.name() == status) {
            return Err(Refusal::invalid("status", "No such status"));
        }
    }
    if query.value("payment_method").is_some_and(|name| MethodKind::named(name).is_none()) {
        return Err(Refusal::invalid("payment_method", "No such method"));
    }
    let page = sandbox.look(move |desk| {
        let wanted = |payment: &&Payment| -> Result<bool, Refusal> {
            let status = payment.status_at(desk.now);
            let captured = payment.captured_at.filter(|_| status == Status::Succeeded);
            let method = payment.payer.as_ref().map(|payer| payer.kind).or(payment.wanted);
            Ok(query.covers("created_at", Some(payment.created_at))?
                && query.covers("captured_at", captured)?
                && query.value("status").is_none_or(|name| name == status.name())
                && query
                    .value("payment_method")
                    .is_none_or(|name| method.is_some_and(|kind| kind.name() == name)))
        };
        let mut items = Vec::new();
        for payment in desk.world.payments().rev() {
            if wanted(&payment)? {
                items.push((payment.id.clone(), wire::payment(payment, desk.site, desk.now)));
            }
        }
        query.page(items.into_iter())
    });
    page.await?.map(Json)
}
