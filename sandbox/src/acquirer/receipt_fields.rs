//! `receipt`: what the cash register is to print.

use super::Refusal;
use super::fields::Fields;

/// Checks the receipt's form; its sums are the merchant's business.
pub(super) fn check(receipt: &Fields<'_>) -> Result<(), Refusal> {
    let customer = receipt.need_object("customer")?;
    let email = customer.text("email", 254)?;
    let phone = customer.text("phone", 32)?;
    if email.is_none() && phone.is_none() {
        return Err(customer.wrong("email", "An e-mail address or a phone number is required"));
    }
    if let Some(phone) = phone
        && !phone.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit())
    {
        return Err(customer.wrong("phone", "Digits in the international format are expected"));
    }
    receipt.number("tax_system_code", 1..=6)?;
    receipt.flag("internet")?;
    let items = receipt.objects("items")?.ok_or_else(|| receipt.missing("items"))?;
    if !(1..=80).contains(&items.len()) {
        return Err(receipt.wrong("items", "From 1 to 80 items"));
    }
    items.iter().try_for_each(item)
}

fn item(item: &Fields<'_>) -> Result<(), Refusal> {
    item.need_text("description", 128)?;
    item.need_amount("amount")?;
    item.number("vat_code", 1..=12)?.ok_or_else(|| item.missing("vat_code"))?;
    // The protocol says number, the official Python client says "1.0": both are taken.
    let quantity = item.raw("quantity").ok_or_else(|| item.missing("quantity"))?;
    let text = quantity.as_str().map_or_else(|| quantity.to_string(), str::to_owned);
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let positive = text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if digits(whole) && digits(part) && positive {
        Ok(())
    } else {
        Err(item.wrong("quantity", "A number above zero is expected"))
    }
}
