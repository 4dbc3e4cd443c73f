//! `POST /payments`: a merchant asks for money.

use axum::Json;
use axum::extract::State;
use chrono::TimeDelta;
use serde_json::Value;

use super::Refusal;
use super::call::Call;
use super::fields::Fields;
use super::{order_fields, receipt_fields};
use crate::amount::Kopecks;
use crate::desk::Desk;
use crate::kept::KeptStatus;
use crate::method::{MethodKind, Payer};
use crate::payment::{Confirmation, Payment, Status};
use crate::sandbox::Shared;
use crate::store::world::Record;
use crate::{sbp, wire};

/// The shop's limits, which are also those of the fast payment system: 1 to 700,000 roubles.
const LIMITS: std::ops::RangeInclusive<Kopecks> = Kopecks(100)..=Kopecks(70_000_000);

pub(super) async fn create(State(sandbox): State<Shared>, call: Call) -> Result<Json<Value>, Refusal> {
    call.once(&sandbox, create_in).await
}

fn create_in(desk: Desk<'_>, body: &Fields<'_>) -> Result<(Value, Vec<Record>), Refusal> {
    let amount = body.need_amount("amount")?;
    if !LIMITS.contains(&amount) {
        return Err(Refusal::invalid("amount.value", "The sum must be from 1.00 to 700000.00"));
    }
    let method = method(body, desk)?;
    let wanted = method.as_ref().map(|method| method.kind);
    let capture = body.flag("capture")?.unwrap_or(false);
    if wanted == Some(MethodKind::Sbp) && !capture {
        return Err(body.wrong("capture", "SBP has no two-stage payments: send true"));
    }
    if let Some(order) = body.object("payment_order")? {
        order_fields::check(&order, amount)?;
    }
    if let Some(receipt) = body.object("receipt")? {
        receipt_fields::check(&receipt)?;
    }
    body.objects("statements")?;
    if body.text("client_ip", 64)?.is_some_and(|ip| ip.parse::<std::net::IpAddr>().is_err()) {
        return Err(body.wrong("client_ip", "An IP address is expected"));
    }
    let refusal = method.as_ref().and_then(|method| method.refusal.clone());
    let charged = method.and_then(|method| method.saved);
    let mut payment = Payment {
        id: desk.dice.id(desk.now, "000f"),
        status: Status::Pending,
        amount,
        created_at: desk.now,
        capture,
        description: body.text("description", 128)?.map(str::to_owned),
        metadata: body.metadata()?,
        merchant_customer_id: body.text("merchant_customer_id", 200)?.map(str::to_owned),
        wanted,
        save_method: body.flag("save_payment_method")?.unwrap_or(false),
        charged_method: charged.as_ref().map(|(id, _)| id.clone()),
        confirmation: if charged.is_some() { None } else { Some(confirmation(body, desk, wanted, amount)?) },
        receipt: body.raw("receipt").cloned(),
        receipt_leaves: None,
        is_receipt_refused: false,
        payer: None,
        captured_at: None,
        expires_at: None,
        hidden_until: None,
        cancellation: None,
        refunded: Kopecks(0),
    };
    if let Some((_, payer)) = charged {
        // Nobody is asked: the bank charges the kept method at once.
        let payer = Payer { kind: payer.kind, ..Payer::new(payer.kind, desk.dice) };
        match refusal {
            Some(reason) => payment.decline(&reason)?,
            None => payment.pay(desk.now, payer, TimeDelta::zero())?,
        }
    }
    Ok((wire::payment(&payment, desk.site, desk.now), desk.changed(payment)))
}

struct Method {
    kind: MethodKind,
    saved: Option<(String, Payer)>,
    /// Why the bank will not let it be charged.
    refusal: Option<String>,
}

/// The way of paying, named in one of three ways or not at all.
fn method(body: &Fields<'_>, desk: Desk<'_>) -> Result<Option<Method>, Refusal> {
    let given = ["payment_method_data", "payment_method_id", "payment_token"]
        .into_iter()
        .filter(|name| body.raw(name).is_some());
    if given.count() > 1 {
        let text = "Only one of payment_method_data, payment_method_id and payment_token may be given";
        return Err(body.wrong("payment_method_data", text));
    }
    if body.raw("payment_token").is_some() {
        return Err(body.wrong("payment_token", "Tokens are not served here"));
    }
    if let Some(data) = body.object("payment_method_data")? {
        let kind = MethodKind::named(data.need_text("type", 64)?)
            .ok_or_else(|| data.wrong("type", "The shop does not take this method"))?;
        if data.raw("card").is_some() {
            return Err(data.wrong("card", "The shop may not handle card data"));
        }
        return Ok(Some(Method { kind, saved: None, refusal: None }));
    }
    let Some(id) = body.text("payment_method_id", 64)? else { return Ok(None) };
    if let Some(kept) = desk.world.kept(id).filter(|kept| kept.status != KeptStatus::Pending) {
        let (payer, refusal) = (kept.payer.clone(), kept.refusal().map(str::to_owned));
        return Ok(Some(Method { kind: payer.kind, saved: Some((id.to_owned(), payer)), refusal }));
    }
    let kept = desk.world.payment(id).filter(|payment| payment.keeps_method(desk.now));
    let payer = kept
        .and_then(|payment| payment.payer.clone())
        .ok_or_else(|| body.wrong("payment_method_id", "No such saved method"))?;
    Ok(Some(Method { kind: payer.kind, saved: Some((id.to_owned(), payer)), refusal: None }))
}

fn confirmation(
    body: &Fields<'_>,
    desk: Desk<'_>,
    wanted: Option<MethodKind>,
    amount: Kopecks,
) -> Result<Confirmation, Refusal> {
    let fields = body.need_object("confirmation")?;
    let return_url = fields.text("return_url", 2048)?;
    if return_url.is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
        return Err(fields.wrong("return_url", "An http or https address is expected"));
    }
    match fields.need_text("type", 64)? {
        "redirect" => {
            let return_url = return_url.ok_or_else(|| fields.missing("return_url"))?;
            Ok(Confirmation::Redirect { return_url: return_url.to_owned() })
        }
        "qr" if wanted == Some(MethodKind::Sbp) => Ok(Confirmation::Qr {
            return_url: return_url.map(str::to_owned),
            data: sbp::dynamic_link(desk.dice, amount),
        }),
        "qr" => Err(fields.wrong("type", "Only SBP is confirmed by a QR code")),
        "embedded" => Ok(Confirmation::Embedded { token: format!("ct-{}", desk.dice.hex(32)) }),
        _ => Err(fields.wrong("type", "redirect, qr or embedded is expected")),
    }
}
