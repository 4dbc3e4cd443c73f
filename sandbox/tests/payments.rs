//! The life of a payment, as the merchant's API shows it.

use serde_json::{Value, json};
use svetlitsa_sandbox::sbp::is_valid_link;

use crate::scene::{PUBLIC_URL, RETURN_URL, Scene, redirect, sbp_qr, with};

#[tokio::test]
async fn a_new_payment_waits_at_the_banks_page() {
    let scene = Scene::new();
    let payment = scene.post("/v3/payments", &redirect("1500.00")).await.ok();
    let id = payment["id"].as_str().unwrap();
    assert_eq!(id.len(), 36);
    assert_eq!(payment["status"], "pending");
    assert_eq!(payment["paid"], false);
    assert_eq!(payment["refundable"], false);
    assert_eq!(payment["test"], true);
    assert_eq!(payment["amount"], json!({ "value": "1500.00", "currency": "RUB" }));
    assert_eq!(payment["recipient"]["account_id"], "100500");
    assert_eq!(payment["metadata"]["payment"], "7");
    assert_eq!(
        payment["confirmation"],
        json!({
            "type": "redirect",
            "return_url": RETURN_URL,
            "confirmation_url": format!("{PUBLIC_URL}/bank/{id}"),
        })
    );
    let created = payment["created_at"].as_str().unwrap();
    assert!(created.starts_with("2026-11-20T10:00:0") && created.ends_with('Z'), "{created}");
    assert_eq!(scene.payment(id).await, payment);
}

#[tokio::test]
async fn a_card_payment_that_was_paid_tells_how() {
    let scene = Scene::new();
    let id = scene.paid("1500.00").await;
    let payment = scene.payment(&id).await;
    assert_eq!(payment["status"], "succeeded");
    assert_eq!((&payment["paid"], &payment["refundable"]), (&json!(true), &json!(true)));
    assert!(payment["captured_at"].is_string());
    assert_eq!(payment["confirmation"], Value::Null, "nobody is asked any more");
    assert_eq!(payment["income_amount"]["value"], "1478.10");
    assert_eq!(payment["payment_method"]["card"]["first6"], "220000");
    assert_eq!(payment["payment_method"]["card"]["card_type"], "Mir");
    let digits = |text: &Value, length: usize| {
        text.as_str().is_some_and(|text| text.len() == length && text.bytes().all(|b| b.is_ascii_digit()))
    };
    assert!(digits(&payment["authorization_details"]["rrn"], 12), "{payment}");
    assert!(digits(&payment["authorization_details"]["auth_code"], 6), "{payment}");
}

#[tokio::test]
async fn an_sbp_payment_carries_a_link_and_then_its_operation() {
    let scene = Scene::new();
    let payment = scene.post("/v3/payments", &sbp_qr("0012.30")).await.ok();
    let data = payment["confirmation"]["confirmation_data"].as_str().unwrap();
    assert!(is_valid_link(data) && data.contains("&sum=1230&cur=RUB&crc="), "{data}");
    let id = payment["id"].as_str().unwrap();
    scene.form(&format!("/phone/{id}"), "action=pay").await;
    let payment = scene.payment(id).await;
    assert_eq!(payment["status"], "succeeded");
    let method = &payment["payment_method"];
    let operation = method["sbp_operation_id"].as_str().unwrap();
    assert!(operation.len() == 32 && operation.bytes().all(|b| b.is_ascii_hexdigit()), "{operation}");
    assert_eq!(method["payer_bank_details"]["bank_id"].as_str().unwrap().len(), 12);
    assert_eq!(payment["authorization_details"], Value::Null);
}

#[tokio::test]
async fn held_money_is_captured_in_part_or_let_go() {
    let scene = Scene::new();
    let body = with(redirect("100.00"), "capture", json!(false));
    let (first, second) = (scene.created(&body).await, scene.created(&body).await);
    for id in [&first, &second] {
        let early = scene.post(&format!("/v3/payments/{id}/capture"), &Value::Null).await;
        assert_eq!(early.refused(400, "invalid_request"), "payment_id", "nobody has paid yet");
        scene.form(&format!("/bank/{id}"), "action=pay").await;
        let payment = scene.payment(id).await;
        assert_eq!(payment["status"], "waiting_for_capture");
        assert!(payment["expires_at"].is_string() && payment["captured_at"].is_null(), "{payment}");
        assert_eq!(payment["paid"], true);
    }
    let log = scene.get("/log").await.ok();
    assert_eq!(log, json!([]), "held is not taken");

    let capture = format!("/v3/payments/{first}/capture");
    let too_much = json!({ "amount": { "value": "100.01", "currency": "RUB" } });
    assert_eq!(scene.post(&capture, &too_much).await.refused(400, "invalid_request"), "amount.value");
    let part = json!({ "amount": { "value": "60.00", "currency": "RUB" } });
    let payment = scene.post(&capture, &part).await.ok();
    assert_eq!((&payment["status"], &payment["amount"]["value"]), (&json!("succeeded"), &json!("60.00")));

    let cancel = format!("/v3/payments/{second}/cancel");
    let payment = scene.post(&cancel, &Value::Null).await.ok();
    assert_eq!(payment["status"], "canceled");
    assert_eq!(
        payment["cancellation_details"],
        json!({ "party": "merchant", "reason": "canceled_by_merchant" })
    );
    for path in [capture, cancel] {
        assert_eq!(scene.post(&path, &Value::Null).await.refused(400, "invalid_request"), "payment_id");
    }
    assert_eq!(scene.get("/log").await.ok()[0]["amount"], "60.00");
}

#[tokio::test]
async fn links_die_after_an_hour_and_holds_after_a_week() {
    let scene = Scene::new();
    let link = scene.created(&redirect("100.00")).await;
    let held = scene.created(&with(redirect("100.00"), "capture", json!(false))).await;
    scene.form(&format!("/bank/{held}"), "action=pay").await;
    scene.advance(3_590);
    assert_eq!(scene.payment(&link).await["status"], "pending");
    scene.advance(10);
    let payment = scene.payment(&link).await;
    assert_eq!(payment["status"], "canceled");
    assert_eq!(
        payment["cancellation_details"],
        json!({ "party": "yoo_money", "reason": "expired_on_confirmation" })
    );
    scene.form(&format!("/bank/{link}"), "action=pay").await;
    assert_eq!(scene.payment(&link).await["status"], "canceled", "too late to pay");
    assert_eq!(scene.payment(&held).await["status"], "waiting_for_capture");
    scene.advance(7 * 24 * 3_600);
    assert_eq!(scene.payment(&held).await["cancellation_details"]["reason"], "expired_on_capture");
}

#[tokio::test]
async fn a_kept_method_pays_without_asking() {
    let scene = Scene::new();
    let id = scene.created(&with(redirect("100.00"), "save_payment_method", json!(true))).await;
    let path = format!("/v3/payment_methods/{id}");
    assert_eq!(scene.get(&path).await.refused(404, "not_found"), "payment_method_id");
    let charge = json!({
        "amount": { "value": "55.50", "currency": "RUB" },
        "capture": true,
        "payment_method_id": id,
        "description": "Autopay",
    });
    let early = scene.post("/v3/payments", &charge).await;
    assert_eq!(early.refused(400, "invalid_request"), "payment_method_id");
    scene.form(&format!("/bank/{id}"), "action=pay").await;
    assert_eq!(scene.payment(&id).await["payment_method"]["saved"], true);
    assert_eq!(scene.get(&path).await.ok()["card"]["last4"], "0004");
    let payment = scene.post("/v3/payments", &charge).await.ok();
    assert_eq!(payment["status"], "succeeded");
    assert_eq!(payment["payment_method"]["id"], json!(id));
    assert_eq!(payment["authorization_details"]["three_d_secure"]["applied"], false);
    assert_eq!(scene.get("/log").await.ok().as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_utility_order_is_taken_when_it_is_right() {
    let scene = Scene::new();
    let order = json!({
        "type": "utilities",
        "amount": { "value": "1500.00", "currency": "RUB" },
        "payment_purpose": "Electricity, November 2026",
        "recipient": {
            "name": "Smolensk branch", "inn": "6700000000", "kpp": "670001001",
            "bank": {
                "name": "Bank", "bic": "044525999",
                "account": "40702810000000000001", "correspondent_account": "30101810000000000999",
            },
        },
        "oktmo": "66701000", "kbk": "0",
        "payment_period": { "month": 11, "year": 2026 },
        "account_number": "67100000017",
    });
    let body = with(redirect("1500.00"), "payment_order", order);
    scene.post("/v3/payments", &body).await.ok();
    for (path, value, parameter) in [
        ("payment_order.amount.value", json!("1499.99"), "payment_order.amount"),
        ("payment_order.recipient.inn", json!("670000000"), "payment_order.recipient.inn"),
        ("payment_order.recipient.bank.bic", json!(null), "payment_order.recipient.bank.bic"),
        ("payment_order.oktmo", json!("667"), "payment_order.oktmo"),
        ("payment_order.payment_period.month", json!(13), "payment_order.payment_period.month"),
        ("payment_order.account_number", json!(null), "payment_order.account_number"),
        ("payment_order.service_id", json!("1"), "payment_order.service_id"),
        ("payment_order.type", json!("taxes"), "payment_order.type"),
    ] {
        let answer = scene.post("/v3/payments", &with(body.clone(), path, value)).await;
        assert_eq!(answer.refused(400, "invalid_request"), parameter);
    }
}
