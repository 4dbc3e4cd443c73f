//! What the acquirer refuses, and how it says so.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use crate::scene::{Scene, credentials, redirect, sbp_qr, with};

#[tokio::test]
async fn every_wrong_field_is_named() {
    let scene = Scene::new();
    let many: Value = (0..17).map(|n| (n.to_string(), json!("x"))).collect::<serde_json::Map<_, _>>().into();
    let receipt = json!({
        "customer": { "email": "a@example.org" },
        "items": [{
            "description": "kWh", "quantity": "1.0", "vat_code": 11,
            "amount": { "value": "100.00", "currency": "RUB" },
        }],
    });
    scene.post("/v3/payments", &with(redirect("100.00"), "receipt", receipt.clone())).await.ok();
    for (path, value, parameter) in [
        ("amount", json!(null), "amount"),
        ("amount", json!("100.00"), "amount"),
        ("amount.value", json!("0.00"), "amount.value"),
        ("amount.value", json!("100"), "amount.value"),
        ("amount.value", json!("0.001"), "amount.value"),
        ("amount.value", json!("1e9"), "amount.value"),
        ("amount.value", json!("-5.00"), "amount.value"),
        ("amount.value", json!(100), "amount.value"),
        ("amount.value", json!("0.99"), "amount.value"),
        ("amount.value", json!("700000.01"), "amount.value"),
        ("amount.currency", json!("USD"), "amount.currency"),
        ("capture", json!("yes"), "capture"),
        ("description", json!("я".repeat(129)), "description"),
        ("merchant_customer_id", json!("x".repeat(201)), "merchant_customer_id"),
        ("metadata", many, "metadata"),
        ("metadata.payment", json!("x".repeat(513)), "metadata.payment"),
        ("metadata.payment", json!(7), "metadata.payment"),
        ("client_ip", json!("not an address"), "client_ip"),
        ("payment_method_data.type", json!("bitcoin"), "payment_method_data.type"),
        ("payment_method_data.card", json!({ "number": "2200000000000004" }), "payment_method_data.card"),
        ("payment_method_id", json!("x"), "payment_method_data"),
        ("confirmation", json!(null), "confirmation"),
        ("confirmation.type", json!("telepathy"), "confirmation.type"),
        ("confirmation.type", json!("qr"), "confirmation.type"),
        ("confirmation.return_url", json!(null), "confirmation.return_url"),
        ("confirmation.return_url", json!("javascript:alert(1)"), "confirmation.return_url"),
        ("receipt", json!({ "items": [] }), "receipt.customer"),
        ("receipt", with(receipt.clone(), "items", json!([])), "receipt.items"),
        ("receipt", with(receipt.clone(), "customer", json!({})), "receipt.customer.email"),
        ("receipt", with(receipt, "items", json!([{ "description": "x" }])), "receipt.items[0].amount"),
    ] {
        let answer = scene.post("/v3/payments", &with(redirect("100.00"), path, value)).await;
        assert_eq!(answer.refused(400, "invalid_request"), parameter, "{path}");
    }
    let two_stage = scene.post("/v3/payments", &with(sbp_qr("10.00"), "capture", json!(null))).await;
    assert_eq!(two_stage.refused(400, "invalid_request"), "capture");
    let list = scene.get("/v3/payments?limit=100").await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "what was refused left no trace");
}

#[tokio::test]
async fn strangers_are_not_served() {
    let scene = Scene::new();
    for authorization in
        [None, Some("Basic"), Some("Basic !!!"), Some("Basic MTAwNTAwOndyb25n"), Some("Bearer x")]
    {
        let mut request = Request::get("/v3/me");
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let answer = scene.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.refused(401, "invalid_credentials"), "Authorization", "{authorization:?}");
    }
    assert_eq!(scene.get("/v3/me").await.ok()["account_id"], "100500");
}

#[tokio::test]
async fn bodies_and_keys_must_be_what_they_claim() {
    let scene = Scene::new();
    let post = |kind: &str, body: &str| {
        Request::post("/v3/payments")
            .header(header::AUTHORIZATION, credentials())
            .header(header::CONTENT_TYPE, kind)
            .header("Idempotence-Key", "k")
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    scene.send(post("text/plain", "{}")).await.refused(415, "invalid_request");
    for body in ["{", "[]", "\"x\"", "\u{0}", &"[".repeat(1_000_000)] {
        scene.send(post("application/json", body)).await.refused(400, "invalid_request");
    }
    let latin = Request::post("/v3/payments")
        .header(header::AUTHORIZATION, credentials())
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .header("Idempotence-Key", "k")
        .body(Body::from(vec![b'{', 0xff, b'}']))
        .unwrap();
    scene.send(latin).await.refused(400, "invalid_request");
    for key in ["", &"k".repeat(65), "with space", "кл"] {
        let request = Request::post("/v3/payments")
            .header(header::AUTHORIZATION, credentials())
            .header(header::CONTENT_TYPE, "application/json")
            .header("Idempotence-Key", key.as_bytes());
        let body = Body::from(redirect("10.00").to_string());
        let answer = scene.send(request.body(body).unwrap()).await;
        assert_eq!(answer.refused(400, "invalid_request"), "Idempotence-Key", "{key}");
    }
}

#[tokio::test]
async fn unknown_things_are_not_found() {
    let scene = Scene::new();
    for path in ["payments/x", "refunds/x", "receipts/x", "payment_methods/x", "nothing"] {
        scene.get(&format!("/v3/{path}")).await.refused(404, "not_found");
    }
    for path in ["capture", "cancel"] {
        let answer = scene.post(&format!("/v3/payments/x/{path}"), &Value::Null).await;
        assert_eq!(answer.refused(404, "not_found"), "payment_id");
    }
    let refund = json!({ "payment_id": "x", "amount": { "value": "1.00", "currency": "RUB" } });
    assert_eq!(scene.post("/v3/refunds", &refund).await.refused(404, "not_found"), "payment_id");
    let wrong = Request::delete("/v3/payments").header(header::AUTHORIZATION, credentials());
    scene.send(wrong.body(Body::empty()).unwrap()).await.refused(405, "invalid_request");
    assert_eq!(scene.get("/bank/x").await.status, 404);
    assert_eq!(scene.get("/phone/x").await.status, 404);
    assert_eq!(scene.get("/inbox/x").await.status, 404);
    assert_eq!(scene.get("/nowhere").await.status, 404);
}
