//! Bodies of requests. A shop for utilities must send `payment_order` every time (`facts/payments.md` 1.5).

use serde_json::{Value, json};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::PaymentMethod;

use crate::acquirer::{BindingOrder, Order, RefundOrder};
use crate::fiscal::{FiscalLine, FiscalReceipt};

/// Longest description of a payment, characters.
const MAX_DESCRIPTION: usize = 128;
/// Longest description of a refund, characters.
const MAX_REFUND_DESCRIPTION: usize = 250;
/// Longest purpose of a payment order, characters.
const MAX_PURPOSE: usize = 210;
/// Longest name of a recipient's bank, characters.
const MAX_BANK: usize = 45;
/// Longest name of an item on a receipt, characters.
const MAX_ITEM: usize = 128;

/// VAT of 22 % inside the price, since 2026; and the same of what is paid ahead (`facts/payments.md` 1.6).
const VAT: (u8, u8) = (11, 12);
/// General taxation.
const TAX_SYSTEM: u8 = 1;

/// Body of `POST /payments`.
pub(super) fn payment(order: &Order) -> Value {
    let payee = &order.payee;
    let mut body = json!({
        "amount": amount(order.amount),
        "capture": true,
        "description": shorten(&order.description, MAX_DESCRIPTION),
        "metadata": { "payment_id": order.payment_id },
        "payment_order": {
            "type": "utilities",
            "amount": amount(order.amount),
            "payment_purpose": shorten(&order.description, MAX_PURPOSE),
            "recipient": {
                "name": payee.name,
                "inn": payee.inn,
                "kpp": payee.kpp,
                "bank": {
                    "name": shorten(&payee.bank_name, MAX_BANK),
                    "bic": payee.bic,
                    "account": payee.account,
                    "correspondent_account": payee.correspondent_account,
                },
            },
            // A company is paid, not the treasury: neither code applies, and both are said to be none.
            "kbk": "0",
            "oktmo": "0",
            "payment_period": { "month": order.period.month(), "year": order.period.year() },
            "account_number": order.account,
        },
    });
    if let Some(saved) = &order.saved_method {
        body["payment_method_id"] = json!(saved);
    } else {
        body["payment_method_data"] = json!({ "type": method(order.method) });
        body["confirmation"] = if order.is_on_screen {
            json!({ "type": "qr" })
        } else {
            json!({ "type": "redirect", "return_url": order.return_url })
        };
    }
    if let Some(asked) = &order.receipt {
        body["receipt"] = receipt(asked);
    }
    body
}

/// Body of `POST /refunds`.
pub(super) fn refund(order: &RefundOrder) -> Value {
    let mut body = json!({
        "payment_id": order.acquirer_payment,
        "amount": amount(order.amount),
        "description": shorten(&order.description, MAX_REFUND_DESCRIPTION),
        "metadata": { "refund_id": order.refund_id },
    });
    if let Some(asked) = &order.receipt {
        body["receipt"] = receipt(asked);
    }
    body
}

/// Body of `POST /payment_methods`: a binding of nothing.
pub(super) fn binding(order: &BindingOrder) -> Value {
    json!({
        "type": method(order.method),
        "confirmation": { "type": "redirect", "return_url": order.return_url },
    })
}

fn amount(sum: Kopecks) -> Value {
    json!({ "value": sum.to_string(), "currency": "RUB" })
}

const fn method(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::BankCard => "bank_card",
        PaymentMethod::Sbp => "sbp",
        PaymentMethod::SberPay => "sberbank",
        PaymentMethod::TPay => "tinkoff_bank",
        // Never asked for: what an agent took does not pass the acquirer.
        PaymentMethod::Agent => "cash",
    }
}

fn receipt(asked: &FiscalReceipt) -> Value {
    json!({
        "customer": { "email": asked.email },
        "tax_system_code": TAX_SYSTEM,
        "internet": asked.is_online,
        "items": asked.lines.iter().map(item).collect::<Vec<_>>(),
    })
}

fn item(line: &FiscalLine) -> Value {
    let (vat, mode) = if line.is_ahead { (VAT.1, "advance") } else { (VAT.0, "full_payment") };
    json!({
        "description": shorten(&line.item, MAX_ITEM),
        "quantity": "1.00",
        "amount": amount(line.amount),
        "vat_code": vat,
        // An advance is for no thing yet.
        "payment_subject": if line.is_ahead { "payment" } else { "commodity" },
        "payment_mode": mode,
    })
}

fn shorten(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acquirer::PayeeRequisites;

    fn order() -> Order {
        Order {
            payment_id: "p1".to_owned(),
            amount: Kopecks(184_055),
            method: PaymentMethod::TPay,
            account: "67100000017".to_owned(),
            period: "2026-11".parse().unwrap(),
            description: "x".repeat(300),
            return_url: "https://house.example/payments/p1".to_owned(),
            is_on_screen: false,
            payee: PayeeRequisites {
                name: "N".to_owned(),
                inn: "7704228075".to_owned(),
                kpp: "673201001".to_owned(),
                bank_name: "B".repeat(60),
                bic: "040099901".to_owned(),
                account: "40702810700000000001".to_owned(),
                correspondent_account: "30101810000000000901".to_owned(),
            },
            saved_method: None,
            receipt: None,
        }
    }

    #[test]
    fn a_payment_names_everything_that_the_register_of_housing_wants() {
        let body = payment(&order());
        let utilities = &body["payment_order"];
        assert_eq!((&utilities["type"], &utilities["amount"]), (&json!("utilities"), &body["amount"]));
        assert_eq!(utilities["payment_period"], json!({ "month": 11, "year": 2026 }));
        assert_eq!((&utilities["account_number"], &utilities["kbk"]), (&json!("67100000017"), &json!("0")));
        let length = |value: &Value| value.as_str().unwrap().chars().count();
        assert_eq!((length(&body["description"]), length(&utilities["payment_purpose"])), (128, 210));
        assert_eq!(length(&utilities["recipient"]["bank"]["name"]), 45);
        assert_eq!(body["payment_method_data"]["type"], "tinkoff_bank");
        assert!(body.get("receipt").is_none());
    }

    #[test]
    fn a_kept_method_is_charged_without_asking() {
        let body = payment(&Order { saved_method: Some("m1".to_owned()), ..order() });
        assert_eq!(body["payment_method_id"], "m1");
        assert!(body.get("confirmation").is_none() && body.get("payment_method_data").is_none());
    }

    #[test]
    fn a_receipt_says_whether_it_was_used_already() {
        let item = "y".repeat(200);
        let asked = FiscalReceipt::of("a@b.example".to_owned(), &item, Kopecks(300), Kopecks(200), true);
        let body = receipt(&asked);
        let (used, ahead) = (&body["items"][0], &body["items"][1]);
        assert_eq!(
            (&used["payment_mode"], &used["vat_code"], &used["amount"]["value"]),
            (&json!("full_payment"), &json!(11), &json!("1.00"))
        );
        assert_eq!(
            (&ahead["payment_mode"], &ahead["vat_code"], &ahead["amount"]["value"]),
            (&json!("advance"), &json!(12), &json!("2.00"))
        );
        assert_eq!(used["description"].as_str().unwrap().len(), 128);
    }
}
