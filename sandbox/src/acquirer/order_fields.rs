//! `payment_order`: the order that goes to the state's housing register (GIS ZhKKh) along with a payment.

use super::Refusal;
use super::fields::Fields;
use crate::amount::Kopecks;

/// Checks the order as the acquirer does before it forwards it.
pub(super) fn check(order: &Fields<'_>, amount: Kopecks) -> Result<(), Refusal> {
    if order.need_text("type", 64)? != "utilities" {
        return Err(order.wrong("type", "utilities is expected"));
    }
    if order.need_amount("amount")? != amount {
        return Err(order.wrong("amount", "The sum must equal the payment's"));
    }
    order.need_text("payment_purpose", 210)?;
    let recipient = order.need_object("recipient")?;
    recipient.need_text("name", 160)?;
    recipient.need_digits("inn", 10)?;
    recipient.need_digits("kpp", 9)?;
    let bank = recipient.need_object("bank")?;
    bank.need_text("name", 45)?;
    bank.need_digits("bic", 9)?;
    bank.need_digits("account", 20)?;
    bank.need_digits("correspondent_account", 20)?;
    zero_or_digits(order, "kbk", &[20])?;
    zero_or_digits(order, "oktmo", &[8, 11])?;
    if let Some(period) = order.object("payment_period")? {
        period.number("month", 1..=12)?.ok_or_else(|| period.missing("month"))?;
        period.number("year", 1920..=2050)?.ok_or_else(|| period.missing("year"))?;
    }
    identifiers(order)
}

fn zero_or_digits(order: &Fields<'_>, name: &str, lengths: &[usize]) -> Result<(), Refusal> {
    if order.text(name, 64)? != Some("0") {
        order.digits(name, lengths)?;
    }
    Ok(())
}

/// At least one of five ways to say which account is paid.
fn identifiers(order: &Fields<'_>) -> Result<(), Refusal> {
    let mut given = 0;
    for (name, shortest, longest) in [
        ("payment_document_id", 18, 18),
        ("payment_document_number", 1, 30),
        ("account_number", 1, 30),
        ("unified_account_number", 10, 10),
        ("service_id", 13, 13),
    ] {
        let Some(text) = order.text(name, longest)? else { continue };
        if text.chars().count() < shortest {
            return Err(order.wrong(name, format!("At least {shortest} characters")));
        }
        given += 1;
    }
    if given == 0 {
        let text = "One of payment_document_id, payment_document_number, account_number, \
                    unified_account_number and service_id is required";
        return Err(order.wrong("account_number", text));
    }
    Ok(())
}
