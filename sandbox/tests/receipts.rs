//! The acquirer's own receipts: of payments, of refunds, late, refused, and asked for afterwards.

use serde_json::{Value, json};

use crate::scene::{Scene, redirect, with};

fn receipt(sum: &str) -> Value {
    json!({
        "customer": { "email": "a@b.example" },
        "items": [{
            "description": "kWh", "quantity": "1.00", "vat_code": 11, "payment_mode": "full_payment",
            "payment_subject": "commodity", "amount": { "value": sum, "currency": "RUB" },
        }],
    })
}

async fn paid(scene: &Scene) -> String {
    let id = scene.created(&with(redirect("10.00"), "receipt", receipt("10.00"))).await;
    scene.form(&format!("/bank/{id}"), "action=pay").await;
    id
}

async fn listed(scene: &Scene, query: &str) -> Value {
    scene.get(&format!("/v3/receipts?{query}")).await.ok()["items"].clone()
}

#[tokio::test]
async fn a_cash_register_may_take_its_time() {
    let scene = Scene::new();
    scene.control(&json!({ "receipts": { "delay_s": 7 } })).await;
    let id = paid(&scene).await;
    let payment = scene.payment(&id).await;
    assert_eq!(
        (&payment["status"], &payment["receipt_registration"]),
        (&json!("succeeded"), &json!("pending"))
    );
    let waiting = listed(&scene, &format!("payment_id={id}&status=pending")).await;
    assert_eq!(waiting[0]["status"], "pending");
    assert!(waiting[0].get("fiscal_document_number").is_none(), "nothing is printed yet");
    scene.advance(7);
    assert_eq!(scene.payment(&id).await["receipt_registration"], "succeeded");
    let printed = listed(&scene, &format!("payment_id={id}")).await;
    let number = printed[0]["fiscal_document_number"].as_str().unwrap();
    assert!(number.len() == 6 && !number.starts_with('0'), "{number}");
}

#[tokio::test]
async fn a_cash_register_may_refuse() {
    let scene = Scene::new();
    scene.control(&json!({ "receipts": { "refuse": true } })).await;
    let id = paid(&scene).await;
    assert_eq!(scene.payment(&id).await["receipt_registration"], "canceled");
    let refused = listed(&scene, &format!("payment_id={id}")).await;
    assert_eq!(refused[0]["status"], "canceled");
    assert!(refused[0].get("fiscal_attribute").is_none());
}

#[tokio::test]
async fn a_refund_has_its_own() {
    let scene = Scene::new();
    let id = paid(&scene).await;
    let ask = json!({ "payment_id": id, "amount": { "value": "4.00", "currency": "RUB" }, "receipt": receipt("4.00") });
    let refund = scene.post("/v3/refunds", &ask).await.ok()["id"].as_str().unwrap().to_owned();
    let own = listed(&scene, &format!("refund_id={refund}")).await;
    assert_eq!(own.as_array().unwrap().len(), 1);
    assert_eq!((&own[0]["type"], &own[0]["refund_id"]), (&json!("refund"), &json!(refund)));
    assert_eq!(listed(&scene, &format!("payment_id={id}")).await.as_array().unwrap().len(), 2);
    // One that is refused by the bank has none.
    scene.control(&json!({ "refunds": { "refuse": true } })).await;
    let refused = scene.post("/v3/refunds", &ask).await.ok()["id"].as_str().unwrap().to_owned();
    assert_eq!(listed(&scene, &format!("refund_id={refused}")).await, json!([]));
}

#[tokio::test]
async fn an_advance_is_offset_by_a_receipt_of_its_own() {
    let scene = Scene::new();
    let id = paid(&scene).await;
    let mut ask = receipt("10.00");
    ask["type"] = json!("payment");
    ask["payment_id"] = json!(id);
    ask["send"] = json!(true);
    ask["settlements"] = json!([{ "type": "prepayment", "amount": { "value": "10.00", "currency": "RUB" } }]);
    for (field, value, named) in [
        ("send", json!(false), "send"),
        ("settlements", json!([]), "settlements"),
        (
            "settlements",
            json!([{ "type": "barter", "amount": { "value": "1.00", "currency": "RUB" } }]),
            "settlements[0].type",
        ),
        ("type", json!("gift"), "type"),
        ("type", json!("refund"), "refund_id"),
        ("customer", json!({}), "customer.email"),
        ("items", json!([]), "items"),
    ] {
        let answer = scene.post("/v3/receipts", &with(ask.clone(), field, value)).await;
        assert_eq!(answer.refused(400, "invalid_request"), named);
    }
    let waiting = scene.created(&redirect("10.00")).await;
    let answer = scene.post("/v3/receipts", &with(ask.clone(), "payment_id", json!(waiting))).await;
    assert_eq!(answer.refused(400, "invalid_request"), "payment_id");
    let made = scene.post_as("once", "/v3/receipts", &ask).await.ok();
    assert_eq!(made["settlements"], ask["settlements"]);
    assert_eq!(scene.post_as("once", "/v3/receipts", &ask).await.ok(), made);
    let all = listed(&scene, &format!("payment_id={id}")).await;
    assert_eq!((all.as_array().unwrap().len(), &all[0]["id"]), (2, &made["id"]));
}
