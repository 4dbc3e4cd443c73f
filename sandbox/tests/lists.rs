//! Lists: pages, filters, order.

use serde_json::{Value, json};

use crate::scene::{Scene, redirect, sbp_qr, with};

fn ids(list: &Value) -> Vec<String> {
    assert_eq!(list["type"], "list");
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn pages_follow_each_other_newest_first() {
    let scene = Scene::new();
    let mut created = Vec::new();
    for _ in 0..12 {
        created.push(scene.created(&redirect("10.00")).await);
    }
    created.reverse();
    let first = scene.get("/v3/payments").await.ok();
    assert_eq!(ids(&first), created[..10], "ten unless told otherwise");
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = scene.get(&format!("/v3/payments?cursor={cursor}")).await.ok();
    assert_eq!(ids(&second), created[10..]);
    assert_eq!(second["next_cursor"], Value::Null);
    assert_eq!(ids(&scene.get("/v3/payments?limit=12").await.ok()), created);
    assert_eq!(scene.get("/v3/payments?limit=12").await.ok()["next_cursor"], Value::Null);
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let scene = Scene::new();
    let paid = scene.paid("10.00").await;
    scene.advance(60);
    let waiting = scene.created(&sbp_qr("10.00")).await;
    for (query, expected) in [
        ("status=succeeded", vec![&paid]),
        ("status=pending", vec![&waiting]),
        ("status=canceled", vec![]),
        ("payment_method=sbp", vec![&waiting]),
        ("payment_method=bank_card&status=succeeded", vec![&paid]),
        ("created_at.gte=2026-11-20T10:00:30Z", vec![&waiting]),
        ("created_at.lt=2026-11-20T10:00:30Z", vec![&paid]),
        ("captured_at.gte=2026-11-20T10:00:00.000Z", vec![&paid]),
        (
            "created_at.gt=2026-11-20T09:00:00Z&created_at.lte=2026-11-20T13:10:00%2B03:00",
            vec![&waiting, &paid],
        ),
    ] {
        let list = scene.get(&format!("/v3/payments?{query}")).await.ok();
        assert_eq!(ids(&list).iter().collect::<Vec<_>>(), expected, "{query}");
    }
    for (query, parameter) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("cursor=x", "cursor"),
        ("status=lost", "status"),
        ("payment_method=bitcoin", "payment_method"),
        ("created_at.gte=yesterday", "created_at.gte"),
        ("colour=red", "colour"),
    ] {
        let answer = scene.get(&format!("/v3/payments?{query}")).await;
        assert_eq!(answer.refused(400, "invalid_request"), parameter, "{query}");
    }
}

#[tokio::test]
async fn refunds_and_receipts_are_found_by_their_payment() {
    let scene = Scene::new();
    let receipt = json!({
        "customer": { "phone": "79000000000" },
        "internet": false,
        "items": [{
            "description": "kWh", "quantity": 1, "vat_code": 11, "payment_mode": "full_payment",
            "payment_subject": "commodity", "amount": { "value": "10.00", "currency": "RUB" },
        }],
    });
    let id = scene.created(&with(redirect("10.00"), "receipt", receipt)).await;
    let receipts = format!("/v3/receipts?payment_id={id}");
    assert!(ids(&scene.get(&receipts).await.ok()).is_empty());
    scene.form(&format!("/bank/{id}"), "action=pay").await;
    assert_eq!(scene.payment(&id).await["receipt_registration"], "succeeded");
    let list = scene.get(&receipts).await.ok();
    let receipt = &list["items"][0];
    assert_eq!((&receipt["status"], &receipt["payment_id"]), (&json!("succeeded"), &json!(id)));
    assert!(receipt["fiscal_document_number"].is_string() && receipt["fiscal_attribute"].is_string());
    let path = format!("/v3/receipts/{}", ids(&list)[0]);
    assert_eq!(scene.get(&path).await.ok(), *receipt);

    let refund = json!({ "payment_id": id, "amount": { "value": "4.00", "currency": "RUB" } });
    let refund = scene.post("/v3/refunds", &refund).await.ok();
    let list = scene.get(&format!("/v3/refunds?payment_id={id}&status=succeeded")).await.ok();
    assert_eq!(list["items"], json!([refund]));
    assert!(ids(&scene.get("/v3/refunds?payment_id=x").await.ok()).is_empty());
}
