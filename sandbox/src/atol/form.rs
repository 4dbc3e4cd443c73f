//! The form of documents: every field that the protocol requires, and sums that add up. A refusal names the field.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::Value;

use super::Operation;
use crate::amount::Kopecks;

const TAX_SYSTEMS: [&str; 6] = ["osn", "usn_income", "usn_income_outcome", "envd", "esn", "patent"];
const METHODS: [&str; 7] = [
    "full_prepayment",
    "prepayment",
    "advance",
    "full_payment",
    "partial_payment",
    "credit",
    "credit_payment",
];
const OBJECTS: [&str; 7] = ["commodity", "excise", "job", "service", "payment", "composite", "another"];
const TAXES: [&str; 8] = ["none", "vat0", "vat10", "vat20", "vat22", "vat110", "vat120", "vat122"];

type Checked<T = ()> = Result<T, String>;

/// Checks a whole document.
pub(super) fn check(operation: Operation, body: &Value) -> Checked {
    text(body, "external_id", 128)?;
    let timestamp = text(body, "timestamp", 19)?;
    NaiveDateTime::parse_from_str(timestamp, "%d.%m.%Y %H:%M:%S").map_err(|_| "timestamp")?;
    match operation {
        Operation::Sell | Operation::SellRefund => receipt(&body["receipt"]),
        Operation::SellCorrection => correction(&body["correction"]),
    }
}

/// What the cash register prints as the total.
pub(super) fn total(operation: Operation, body: &Value) -> Value {
    match operation {
        Operation::Sell | Operation::SellRefund => body["receipt"]["total"].clone(),
        Operation::SellCorrection => {
            let sum = payments(&body["correction"]).unwrap_or_default();
            sum.to_string().parse().map_or(Value::Null, Value::Number)
        }
    }
}

fn receipt(receipt: &Value) -> Checked {
    let client = &receipt["client"];
    text(client, "email", 64).or_else(|_| text(client, "phone", 64)).map_err(|_| "receipt.client")?;
    text(&receipt["company"], "email", 64)?;
    company(&receipt["company"])?;
    let items = array(receipt, "items", 100)?;
    let sums: i64 = items.iter().map(|one| item(one).map(|sum| sum.0)).sum::<Checked<_>>()?;
    let total = sum(&receipt["total"]).ok_or("receipt.total")?;
    if total.0 != sums || payments(receipt)? != total {
        return Err("receipt.total: the sums do not add up".to_owned());
    }
    Ok(())
}

fn item(item: &Value) -> Checked<Kopecks> {
    text(item, "name", 128)?;
    sum(&item["price"]).ok_or("items.price")?;
    item["quantity"].as_number().ok_or("items.quantity")?;
    one_of(item, "payment_method", &METHODS)?;
    one_of(item, "payment_object", &OBJECTS)?;
    one_of(&item["vat"], "type", &TAXES)?;
    Ok(sum(&item["sum"]).ok_or("items.sum")?)
}

fn correction(correction: &Value) -> Checked {
    company(&correction["company"])?;
    let grounds = &correction["correction_info"];
    one_of(grounds, "type", &["self", "instruction"])?;
    NaiveDate::parse_from_str(text(grounds, "base_date", 10)?, "%d.%m.%Y").map_err(|_| "base_date")?;
    text(grounds, "base_number", 32)?;
    text(grounds, "base_name", 256)?;
    for tax in array(correction, "vats", 6)? {
        one_of(tax, "type", &TAXES)?;
        sum(&tax["sum"]).ok_or("vats.sum")?;
    }
    payments(correction).map(|_| ())
}

fn company(company: &Value) -> Checked {
    one_of(company, "sno", &TAX_SYSTEMS)?;
    let inn = text(company, "inn", 12)?;
    if !matches!(inn.len(), 10 | 12) || !inn.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("company.inn".to_owned());
    }
    text(company, "payment_address", 256).map(|_| ())
}

fn payments(part: &Value) -> Checked<Kopecks> {
    let mut paid = Kopecks::default();
    for payment in array(part, "payments", 10)? {
        payment["type"].as_u64().filter(|kind| (1..=9).contains(kind)).ok_or("payments.type")?;
        paid.0 += sum(&payment["sum"]).ok_or("payments.sum")?.0;
    }
    Ok(paid)
}

fn text<'a>(part: &'a Value, name: &str, longest: usize) -> Checked<&'a str> {
    let text = part[name].as_str().filter(|text| (1..=longest).contains(&text.chars().count()));
    text.ok_or_else(|| name.to_owned())
}

fn one_of(part: &Value, name: &str, words: &[&str]) -> Checked {
    if part[name].as_str().is_some_and(|word| words.contains(&word)) { Ok(()) } else { Err(name.to_owned()) }
}

fn array<'a>(part: &'a Value, name: &str, most: usize) -> Checked<&'a Vec<Value>> {
    let items = part[name].as_array().filter(|items| (1..=most).contains(&items.len()));
    items.ok_or_else(|| name.to_owned())
}

/// A sum of roubles, a number of at most two decimals.
fn sum(value: &Value) -> Option<Kopecks> {
    let text = value.as_number()?.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    Kopecks::parse(&format!("{whole}.{part:0<2}"))
}
