//! `POST /receipts`: a second receipt of a payment or a refund, such as the offset of an advance.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use super::Refusal;
use super::call::Call;
use super::fields::Fields;
use super::receipt_fields;
use crate::desk::Desk;
use crate::payment::Status;
use crate::receipt::Receipt;
use crate::refund::RefundStatus;
use crate::sandbox::Shared;
use crate::store::world::Record;

/// How a receipt may be settled.
const SETTLEMENTS: [&str; 4] = ["cashless", "prepayment", "postpayment", "consideration"];

pub(super) async fn create(State(sandbox): State<Shared>, call: Call) -> Result<Json<Value>, Refusal> {
    call.once(&sandbox, create_in).await
}

fn create_in(desk: Desk<'_>, body: &Fields<'_>) -> Result<(Value, Vec<Record>), Refusal> {
    receipt_fields::check(body)?;
    if body.flag("send")? != Some(true) {
        return Err(body.wrong("send", "Only true is served: the receipt goes to the customer"));
    }
    let settlements = body.objects("settlements")?.filter(|settlements| !settlements.is_empty());
    for settlement in settlements.ok_or_else(|| body.missing("settlements"))? {
        if !SETTLEMENTS.contains(&settlement.need_text("type", 32)?) {
            return Err(settlement.wrong("type", format!("One of {SETTLEMENTS:?} is expected")));
        }
        settlement.need_amount("amount")?;
    }
    if let Some(property) = body.object("additional_user_props")? {
        property.need_text("name", 64)?;
        property.need_text("value", 234)?;
    }
    let (payment, refund) = match body.need_text("type", 16)? {
        "payment" => (paid(desk, body)?, None),
        "refund" => returned(desk, body).map(|(payment, refund)| (payment, Some(refund)))?,
        _ => return Err(body.wrong("type", "payment or refund is expected")),
    };
    let receipt = Receipt::new(&desk, desk.now, &payment, refund.as_deref(), body.whole().clone());
    Ok((receipt.wire(desk.now), vec![Record::Receipt(Box::new(receipt))]))
}

/// The payment that the receipt is about.
fn paid(desk: Desk<'_>, body: &Fields<'_>) -> Result<String, Refusal> {
    let id = body.need_text("payment_id", 36)?;
    let payment = desk.world.payment(id).ok_or_else(|| Refusal::not_found("payment_id"))?;
    if payment.status_at(desk.now) == Status::Succeeded {
        Ok(id.to_owned())
    } else {
        Err(body.wrong("payment_id", "Only a payment that succeeded has receipts"))
    }
}

/// The payment and the refund that the receipt is about.
fn returned(desk: Desk<'_>, body: &Fields<'_>) -> Result<(String, String), Refusal> {
    let id = body.need_text("refund_id", 36)?;
    let refund = desk.world.refunds().find(|refund| refund.id == id);
    let refund = refund.ok_or_else(|| Refusal::not_found("refund_id"))?;
    if refund.status == RefundStatus::Succeeded {
        Ok((refund.payment_id.clone(), id.to_owned()))
    } else {
        Err(body.wrong("refund_id", "Only a refund that succeeded has receipts"))
    }
}
