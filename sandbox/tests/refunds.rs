//! Money goes back, never more than was taken.

use serde_json::{Value, json};

use crate::scene::{Scene, redirect, sbp_qr};

fn refund(payment: &str, sum: &str) -> Value {
    json!({ "payment_id": payment, "amount": { "value": sum, "currency": "RUB" }, "description": "twice" })
}

#[tokio::test]
async fn parts_add_up_to_the_whole_and_no_further() {
    let scene = Scene::new();
    let id = scene.paid("100.00").await;
    let first = scene.post("/v3/refunds", &refund(&id, "30.00")).await.ok();
    assert_eq!(first["status"], "succeeded");
    assert_eq!(first["payment_id"], json!(id));
    assert_eq!(first["id"].as_str().unwrap().len(), 36);
    let payment = scene.payment(&id).await;
    assert_eq!(payment["refunded_amount"]["value"], "30.00");
    assert_eq!(payment["refundable"], true);
    let answer = scene.post("/v3/refunds", &refund(&id, "70.01")).await;
    assert_eq!(answer.refused(400, "invalid_request"), "amount.value");
    scene.post("/v3/refunds", &refund(&id, "70.00")).await.ok();
    let payment = scene.payment(&id).await;
    assert_eq!(
        (&payment["refunded_amount"]["value"], &payment["refundable"]),
        (&json!("100.00"), &json!(false))
    );
    let log = scene.get("/log").await.ok();
    assert_eq!((&log[0]["amount"], &log[0]["refunded"]), (&json!("100.00"), &json!("100.00")));
    let path = format!("/v3/refunds/{}", first["id"].as_str().unwrap());
    assert_eq!(scene.get(&path).await.ok(), first);
}

#[tokio::test]
async fn only_taken_money_goes_back() {
    let scene = Scene::new();
    let id = scene.created(&redirect("100.00")).await;
    let answer = scene.post("/v3/refunds", &refund(&id, "1.00")).await;
    assert_eq!(answer.refused(400, "invalid_request"), "payment_id");
    let old = scene.paid("100.00").await;
    scene.advance(3 * 366 * 24 * 3_600);
    let answer = scene.post("/v3/refunds", &refund(&old, "1.00")).await;
    assert_eq!(answer.refused(400, "invalid_request"), "payment_id");
}

#[tokio::test]
async fn an_sbp_refund_names_its_operation() {
    let scene = Scene::new();
    let id = scene.created(&sbp_qr("50.00")).await;
    scene.form(&format!("/phone/{id}"), "action=pay").await;
    let operation = scene.payment(&id).await["payment_method"]["sbp_operation_id"].clone();
    let done = scene.post("/v3/refunds", &refund(&id, "50.00")).await.ok();
    assert_eq!(done["refund_method"], json!({ "type": "sbp", "sbp_operation_id": operation }));
}

#[tokio::test]
async fn a_refund_may_take_its_time_or_be_refused() {
    let scene = Scene::new();
    let id = scene.paid("100.00").await;
    scene.control(&json!({ "refunds": { "delay_s": 60 } })).await;
    let asked = scene.post("/v3/refunds", &refund(&id, "30.00")).await.ok();
    assert_eq!(asked["status"], "pending");
    let path = format!("/v3/refunds/{}", asked["id"].as_str().unwrap());
    scene.control(&json!({ "refunds": { "refuse": true } })).await;
    let refused = scene.post("/v3/refunds", &refund(&id, "70.00")).await.ok();
    let answer = scene.post("/v3/refunds", &refund(&id, "0.01")).await;
    assert_eq!(
        answer.refused(400, "invalid_request"),
        "amount.value",
        "what is on its way is not there twice"
    );
    scene.advance(61);
    assert_eq!(scene.get(&path).await.ok()["status"], "succeeded");
    let path = format!("/v3/refunds/{}", refused["id"].as_str().unwrap());
    let refused = scene.get(&path).await.ok();
    assert_eq!(
        (&refused["status"], &refused["cancellation_details"]["reason"]),
        (&json!("canceled"), &json!("rejected_by_payee"))
    );
    assert_eq!(scene.payment(&id).await["refunded_amount"]["value"], "30.00");
    assert_eq!(scene.after_crash().get("/log").await.ok()[0]["refunded"], "30.00");
}
