//! `POST /refunds`: money goes back to the payer, whole or in parts.

use axum::Json;
use axum::extract::State;
use chrono::{Months, TimeDelta};
use serde_json::Value;

use super::Refusal;
use super::call::Call;
use super::fields::Fields;
use super::receipt_fields;
use crate::amount::Kopecks;
use crate::desk::Desk;
use crate::modes::RefundModes;
use crate::payment::Status;
use crate::refund::{Refund, RefundStatus};
use crate::sandbox::Shared;
use crate::store::world::Record;

/// Three years.
const REFUNDABLE_FOR: Months = Months::new(36);

pub(super) async fn create(State(sandbox): State<Shared>, call: Call) -> Result<Json<Value>, Refusal> {
    let modes = sandbox.modes().refunds;
    call.once(&sandbox, move |desk, body| create_in(desk, body, modes)).await
}

fn create_in(desk: Desk<'_>, body: &Fields<'_>, modes: RefundModes) -> Result<(Value, Vec<Record>), Refusal> {
    let payment_id = body.need_text("payment_id", 36)?;
    let amount = body.need_amount("amount")?;
    let description = body.text("description", 250)?.map(str::to_owned);
    let metadata = body.metadata()?;
    if let Some(receipt) = body.object("receipt")? {
        receipt_fields::check(&receipt)?;
    }
    let payment = desk.world.payment(payment_id);
    let mut payment = payment.cloned().ok_or_else(|| Refusal::not_found("payment_id"))?;
    if payment.status_at(desk.now) != Status::Succeeded {
        return Err(body.wrong("payment_id", "Only a payment that succeeded can be refunded"));
    }
    if payment.created_at.checked_add_months(REFUNDABLE_FOR).is_none_or(|end| desk.now > end) {
        return Err(body.wrong("payment_id", "The payment is more than three years old"));
    }
    if amount > payment.refundable() {
        return Err(Refusal::invalid("amount.value", "More than is left of the payment"));
    }
    payment.refunded = Kopecks(payment.refunded.0 + amount.0);
    let delay = TimeDelta::seconds(modes.delay_s.into());
    let is_at_once = modes.delay_s == 0;
    if is_at_once && modes.refuse {
        payment.refunded = Kopecks(payment.refunded.0 - amount.0);
    }
    let refund = Refund {
        status: match (is_at_once, modes.refuse) {
            (false, _) => RefundStatus::Pending,
            (true, false) => RefundStatus::Succeeded,
            (true, true) => RefundStatus::Canceled,
        },
        due: (!is_at_once).then(|| desk.now + delay),
        is_refused: modes.refuse,
        id: desk.dice.id(desk.now, "0015"),
        payment_id: payment.id.clone(),
        amount,
        created_at: desk.now,
        description,
        metadata,
        payer: payment.payer.clone(),
        receipt: body.raw("receipt").cloned(),
    };
    Ok((refund.wire(), desk.refunded(refund, payment)))
}
