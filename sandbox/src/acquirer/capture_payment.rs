//! `POST /payments/{id}/capture` and `/cancel`: what the merchant does with held money.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::Value;

use super::Refusal;
use super::call::Call;
use crate::desk::Desk;
use crate::payment::{Payment, Status, WrongState};
use crate::sandbox::Shared;
use crate::wire;

pub(super) async fn capture(
    State(sandbox): State<Shared>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Json<Value>, Refusal> {
    let deed = call.once(&sandbox, move |desk, body| {
        let mut payment = held(desk, &id)?;
        let amount = body.amount("amount")?.unwrap_or(payment.amount);
        if amount > payment.amount {
            return Err(Refusal::invalid("amount.value", "More than is held"));
        }
        payment.capture(desk.now, amount)?;
        Ok((wire::payment(&payment, desk.site, desk.now), desk.changed(payment)))
    });
    deed.await
}

pub(super) async fn cancel(
    State(sandbox): State<Shared>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Json<Value>, Refusal> {
    let deed = call.once(&sandbox, move |desk, _| {
        let mut payment = held(desk, &id)?;
        payment.cancel()?;
        Ok((wire::payment(&payment, desk.site, desk.now), desk.changed(payment)))
    });
    deed.await
}

/// The payment, if the acquirer knows that its money is held.
fn held(desk: Desk<'_>, id: &str) -> Result<Payment, Refusal> {
    let payment = desk.world.payment(id).ok_or_else(|| Refusal::not_found("payment_id"))?;
    match payment.status_at(desk.now) {
        Status::WaitingForCapture => Ok(payment.clone()),
        other => Err(WrongState(other).into()),
    }
}
