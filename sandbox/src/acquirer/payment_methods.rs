//! `GET /payment_methods/{id}`: a method that a payer let the shop keep.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::Refusal;
use crate::method;
use crate::sandbox::Shared;

pub(super) async fn get(
    State(sandbox): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let found = sandbox.look(move |desk| {
        if let Some(kept) = desk.world.kept(&id) {
            return Some(kept.wire(desk.site));
        }
        let payment = desk.world.payment(&id).filter(|payment| payment.keeps_method(desk.now))?;
        let mut object = method::used(payment.payer.as_ref()?, &payment.id, true);
        object["holder"] = json!({ "account_id": desk.site.shop, "gateway_id": "1800001" });
        Some(object)
    });
    found.await?.map(Json).ok_or_else(|| Refusal::not_found("payment_method_id"))
}
