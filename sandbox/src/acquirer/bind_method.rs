//! `POST /payment_methods`: a merchant asks to keep a method, and takes no money.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use super::Refusal;
use super::call::Call;
use super::fields::Fields;
use crate::desk::Desk;
use crate::kept::Kept;
use crate::method::{MethodKind, Payer};
use crate::sandbox::Shared;
use crate::store::world::Record;

pub(super) async fn bind(State(sandbox): State<Shared>, call: Call) -> Result<Json<Value>, Refusal> {
    call.once(&sandbox, bind_in).await
}

fn bind_in(desk: Desk<'_>, body: &Fields<'_>) -> Result<(Value, Vec<Record>), Refusal> {
    let kind = match MethodKind::named(body.need_text("type", 64)?) {
        Some(kind @ (MethodKind::BankCard | MethodKind::Sbp)) => kind,
        _ => return Err(body.wrong("type", "bank_card or sbp is expected")),
    };
    if body.raw("card").is_some() {
        return Err(body.wrong("card", "The shop may not handle card data"));
    }
    let confirmation = body.need_object("confirmation")?;
    if confirmation.need_text("type", 64)? != "redirect" {
        return Err(confirmation.wrong("type", "redirect is expected"));
    }
    let return_url = confirmation.need_text("return_url", 2048)?;
    if !return_url.starts_with("https://") && !return_url.starts_with("http://") {
        return Err(confirmation.wrong("return_url", "An http or https address is expected"));
    }
    let id = desk.dice.id(desk.now, "000d");
    let kept = Kept::asked(id, kind, return_url, desk.now, Payer::new(kind, desk.dice));
    Ok((kept.wire(desk.site), desk.kept(kept)))
}
