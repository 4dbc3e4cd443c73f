//! Bodies of requests (`facts/payments.md` 4.3; the protocol's tables 2 and 3).

use serde_json::{Map, Number, Value, json};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::receipts::vat_within;

use super::AtolTerms;
use crate::fiscal::{Document, FiscalError, FiscalLine, Grounds};

/// Longest name of an item, characters.
const MAX_ITEM: usize = 128;
/// Longest address of a payer, characters.
const MAX_EMAIL: usize = 64;
/// Taxation: general.
const TAX_SYSTEM: &str = "osn";
/// Paid without cash (tag 1081).
const ELECTRONIC: u8 = 1;

/// Body of `POST /{group}/{operation}`. The same document gives the same body.
pub(super) fn document(document: &Document, terms: &AtolTerms) -> Result<Value, FiscalError> {
    let mut body = json!({
        "external_id": document.key,
        "timestamp": document.asked.format("%d.%m.%Y %H:%M:%S").to_string(),
        "service": { "callback_url": terms.callback_url },
    });
    match &document.grounds {
        Some(grounds) => body["correction"] = correction(document, grounds, terms)?,
        None => body["receipt"] = receipt(document, terms)?,
    }
    Ok(body)
}

fn receipt(document: &Document, terms: &AtolTerms) -> Result<Value, FiscalError> {
    let asked = &document.receipt;
    let email = if asked.email.chars().count() > MAX_EMAIL { &terms.email } else { &asked.email };
    let items: Vec<Value> = asked.lines.iter().map(item).collect::<Result<_, _>>()?;
    Ok(json!({
        "client": { "email": email },
        "company": {
            "email": terms.email,
            "sno": TAX_SYSTEM,
            "inn": document.inn,
            "payment_address": terms.address,
        },
        "items": items,
        "payments": payments(document)?,
        "vats": vats(document)?,
        "total": roubles(asked.total())?,
    }))
}

fn item(line: &FiscalLine) -> Result<Value, FiscalError> {
    let sum = roubles(line.amount)?;
    Ok(json!({
        "name": line.item.chars().take(MAX_ITEM).collect::<String>(),
        "price": sum,
        "quantity": 1,
        "sum": sum,
        "payment_method": if line.is_ahead { "advance" } else { "full_payment" },
        // An advance is for no thing yet.
        "payment_object": if line.is_ahead { "payment" } else { "commodity" },
        "vat": { "type": vat(line), "sum": roubles(vat_within(line.amount))? },
    }))
}

fn correction(document: &Document, grounds: &Grounds, terms: &AtolTerms) -> Result<Value, FiscalError> {
    Ok(json!({
        "company": { "sno": TAX_SYSTEM, "inn": document.inn, "payment_address": terms.address },
        "correction_info": {
            "type": if grounds.is_ordered { "instruction" } else { "self" },
            "base_date": grounds.date.format("%d.%m.%Y").to_string(),
            "base_number": grounds.number,
            "base_name": grounds.reason,
        },
        "payments": payments(document)?,
        "vats": vats(document)?,
    }))
}

fn payments(document: &Document) -> Result<Value, FiscalError> {
    Ok(json!([{ "type": ELECTRONIC, "sum": roubles(document.receipt.total())? }]))
}

/// Sums of the tax by rate; a receipt has at most one line of each.
fn vats(document: &Document) -> Result<Vec<Value>, FiscalError> {
    let row = |line: &FiscalLine| Ok(json!({ "type": vat(line), "sum": roubles(vat_within(line.amount))? }));
    document.receipt.lines.iter().map(row).collect()
}

const fn vat(line: &FiscalLine) -> &'static str {
    if line.is_ahead { "vat122" } else { "vat22" }
}

/// A sum as the protocol writes it, a number with a point. Written as text first: kopecks never pass through arithmetic
/// of fractions.
fn roubles(sum: Kopecks) -> Result<Number, FiscalError> {
    sum.to_string().parse().map_err(|_| FiscalError::Refused(format!("{sum} is no number")))
}

/// A sum that the protocol wrote.
pub(super) fn kopecks(body: &Map<String, Value>, name: &str) -> Option<Kopecks> {
    match body.get(name)? {
        Value::Number(number) => Kopecks::parse_rubles(&number.to_string()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::DateTime;
    use svetlitsa_domain::receipts::FiscalKind;

    use super::*;
    use crate::fiscal::FiscalReceipt;
    use crate::settings::Secret;

    fn terms() -> AtolTerms {
        AtolTerms {
            base: String::new(),
            login: String::new(),
            password: Secret::default(),
            groups: BTreeMap::new(),
            address: "https://house.example".to_owned(),
            email: "receipts@house.example".to_owned(),
            callback_url: "https://house.example/gateway/atol".to_owned(),
        }
    }

    fn asked(email: &str) -> Document {
        let receipt =
            FiscalReceipt::of(email.to_owned(), &"y".repeat(200), Kopecks(30_010), Kopecks(20_000), true);
        Document {
            key: "d1".to_owned(),
            kind: FiscalKind::Sale,
            inn: "7704228075".to_owned(),
            asked: DateTime::parse_from_rfc3339("2026-11-20T10:02:05+03:00").unwrap(),
            receipt,
            acquirer_id: None,
            grounds: None,
        }
    }

    #[test]
    fn a_receipt_adds_up_line_by_line() {
        let body = document(&asked("a@b.example"), &terms()).unwrap();
        assert_eq!((&body["external_id"], &body["timestamp"]), (&json!("d1"), &json!("20.11.2026 10:02:05")));
        let receipt = &body["receipt"];
        assert_eq!(receipt["client"], json!({ "email": "a@b.example" }));
        let line = |place: usize| {
            let item = &receipt["items"][place];
            ["sum", "payment_method", "payment_object"].map(|name| item[name].to_string()).join(" ")
        };
        assert_eq!(line(0), r#"100.1 "full_payment" "commodity""#);
        assert_eq!(line(1), r#"200.0 "advance" "payment""#);
        assert_eq!(receipt["items"][0]["name"].as_str().unwrap().len(), 128);
        assert_eq!(
            receipt["vats"].to_string(),
            r#"[{"sum":18.05,"type":"vat22"},{"sum":36.07,"type":"vat122"}]"#
        );
        assert_eq!(receipt["payments"].to_string(), r#"[{"sum":300.1,"type":1}]"#);
        assert_eq!(receipt["total"].to_string(), "300.1");
    }

    #[test]
    fn an_address_that_is_too_long_leaves_the_receipt_with_its_sender() {
        let long = format!("{}@b.example", "x".repeat(60));
        let body = document(&asked(&long), &terms()).unwrap();
        assert_eq!(body["receipt"]["client"]["email"], "receipts@house.example");
    }

    #[test]
    fn a_correction_names_its_grounds_and_no_items() {
        let grounds = Grounds {
            is_ordered: true,
            number: "12-2026".to_owned(),
            date: "2026-11-21".parse().unwrap(),
            reason: "wrong rate".to_owned(),
        };
        let asked = Document { grounds: Some(grounds), kind: FiscalKind::Correction, ..asked("a@b.example") };
        let body = document(&asked, &terms()).unwrap();
        assert!(body.get("receipt").is_none() && body["correction"].get("items").is_none());
        assert_eq!(
            body["correction"]["correction_info"],
            json!({ "type": "instruction", "base_date": "21.11.2026", "base_number": "12-2026", "base_name": "wrong rate" })
        );
        assert_eq!(body["correction"]["payments"][0]["sum"].to_string(), "300.1");
    }
}
