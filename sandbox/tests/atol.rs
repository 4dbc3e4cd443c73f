//! ATOL Online as its protocol tells: tokens, documents by key, reports.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use crate::scene::{Answer, Scene, with};

const BASE: &str = "/possystem/v4";

async fn token(scene: &Scene) -> String {
    let ask = json!({ "login": "100500", "pass": "test_svetlitsa" });
    let answer = scene.post(&format!("{BASE}/getToken"), &ask).await.ok();
    assert_eq!(answer["error"], Value::Null);
    assert_eq!(answer["timestamp"].as_str().unwrap().len(), 19);
    answer["token"].as_str().unwrap().to_owned()
}

async fn post(scene: &Scene, token: &str, operation: &str, body: &Value) -> Answer {
    let request = Request::post(format!("{BASE}/house_1/{operation}"))
        .header("Token", token)
        .header(header::CONTENT_TYPE, "application/json");
    scene.send(request.body(Body::from(body.to_string())).unwrap()).await
}

async fn report(scene: &Scene, token: &str, uuid: &Value) -> Answer {
    let path = format!("{BASE}/house_1/report/{}", uuid.as_str().unwrap());
    scene.send(Request::get(path).header("Token", token).body(Body::empty()).unwrap()).await
}

fn code(answer: &Answer, status: u16) -> i64 {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    answer.json()["error"]["code"].as_i64().unwrap()
}

fn sell() -> Value {
    let vat = json!({ "type": "vat22", "sum": 18.05 });
    json!({
        "external_id": "d1",
        "timestamp": "20.11.2026 10:02:05",
        "service": { "callback_url": "http://house.example/gateway/atol" },
        "receipt": {
            "client": { "email": "a@b.example" },
            "company": {
                "email": "receipts@house.example", "sno": "osn", "inn": "7704228075",
                "payment_address": "https://house.example",
            },
            "items": [{
                "name": "kWh", "price": 100.1, "quantity": 1, "sum": 100.1, "payment_method": "full_payment",
                "payment_object": "commodity", "vat": vat,
            }],
            "payments": [{ "type": 1, "sum": 100.1 }],
            "vats": [vat],
            "total": 100.1,
        },
    })
}

fn correction() -> Value {
    json!({
        "external_id": "c1",
        "timestamp": "20.11.2026 10:02:05",
        "correction": {
            "company": { "sno": "osn", "inn": "7704228075", "payment_address": "https://house.example" },
            "correction_info": {
                "type": "self", "base_date": "21.11.2026", "base_number": "12", "base_name": "wrong rate",
            },
            "payments": [{ "type": 1, "sum": 7 }],
            "vats": [{ "type": "vat22", "sum": 1.26 }],
        },
    })
}

#[tokio::test]
async fn a_document_waits_and_is_done() {
    let scene = Scene::new();
    scene.control(&json!({ "receipts": { "delay_s": 5 } })).await;
    let token = token(&scene).await;
    let taken = post(&scene, &token, "sell", &sell()).await.ok();
    assert_eq!((&taken["status"], &taken["error"]), (&json!("wait"), &Value::Null));
    let waits = report(&scene, &token, &taken["uuid"]).await.ok();
    assert_eq!((&waits["status"], &waits["error"]["code"]), (&json!("wait"), &json!(34)));
    scene.advance(5);
    let done = report(&scene, &token, &taken["uuid"]).await.ok();
    assert_eq!((&done["status"], &done["external_id"]), (&json!("done"), &json!("d1")));
    let payload = &done["payload"];
    assert_eq!(
        (payload["total"].to_string().as_str(), &payload["fn_number"]),
        ("100.1", &json!("9960440300000001"))
    );
    assert!(payload["fiscal_document_number"].is_u64() && payload["fiscal_document_attribute"].is_u64());
    assert!(
        payload["receipt_datetime"].as_str().unwrap().starts_with("20.11.2026 13:00:0"),
        "Moscow: {payload}"
    );

    let corrected = post(&scene, &token, "sell_correction", &correction()).await.ok();
    scene.advance(5);
    let done = report(&scene, &token, &corrected["uuid"]).await.ok();
    assert_eq!(done["payload"]["total"].to_string(), "7.0");
}

#[tokio::test]
async fn a_key_is_a_document_ever_after() {
    let scene = Scene::new();
    let first = token(&scene).await;
    let taken = post(&scene, &first, "sell", &sell()).await.ok();
    let again = post(&scene, &first, "sell", &sell()).await;
    assert_eq!(code(&again, 400), 33);
    assert_eq!(again.json()["uuid"], taken["uuid"]);
    let other = post(&scene, &first, "sell_refund", &with(sell(), "external_id", json!("d2"))).await.ok();
    assert_ne!(other["uuid"], taken["uuid"]);
    // What was told is true after a crash, too.
    let scene = scene.after_crash();
    let again = post(&scene, &first, "sell", &sell()).await;
    assert_eq!((code(&again, 400), &again.json()["uuid"]), (33, &taken["uuid"]));
    assert_eq!(report(&scene, &first, &taken["uuid"]).await.ok()["status"], "done");
}

#[tokio::test]
async fn a_token_is_asked_for_and_lives_a_day() {
    let scene = Scene::new();
    let wrong = json!({ "login": "100500", "pass": "x" });
    assert_eq!(code(&scene.post(&format!("{BASE}/getToken"), &wrong).await, 401), 12);
    assert_eq!(code(&post(&scene, "nobody's", "sell", &sell()).await, 401), 10);
    let (first, second) = (token(&scene).await, token(&scene).await);
    assert_ne!(first, second);
    let taken = post(&scene, &first, "sell", &sell()).await.ok();
    report(&scene, &second, &taken["uuid"]).await.ok();
    scene.advance(24 * 3_600);
    assert_eq!(code(&report(&scene, &first, &taken["uuid"]).await, 401), 11);
    let third = token(&scene).await;
    report(&scene, &third, &taken["uuid"]).await.ok();
    scene.advance(32 * 24 * 3_600);
    let fourth = token(&scene).await;
    assert_eq!(code(&report(&scene, &fourth, &taken["uuid"]).await, 400), 30, "reports are kept 32 days");
}

#[tokio::test]
async fn the_form_is_checked() {
    let scene = Scene::new();
    let token = token(&scene).await;
    for (operation, body) in [
        ("sell", with(sell(), "external_id", json!("x".repeat(129)))),
        ("sell", with(sell(), "timestamp", json!("2026-11-20T10:02:05"))),
        ("sell", with(sell(), "receipt.client", json!({}))),
        ("sell", with(sell(), "receipt.company.inn", json!("77042280"))),
        ("sell", with(sell(), "receipt.company.sno", json!("none"))),
        ("sell", with(sell(), "receipt.items", json!([]))),
        ("sell", with(sell(), "receipt.total", json!(100.11))),
        ("sell", with(sell(), "receipt.payments", json!([{ "type": 1, "sum": 100 }]))),
        ("sell_correction", sell()),
        ("sell_correction", with(correction(), "correction.correction_info.base_date", json!("2026-11-21"))),
        ("sell_correction", with(correction(), "correction.correction_info.type", json!("whim"))),
        ("sell_correction", with(correction(), "correction.vats", json!([]))),
    ] {
        assert_eq!(code(&post(&scene, &token, operation, &body).await, 400), 32, "{operation} {body}");
    }
    assert_eq!(code(&post(&scene, &token, "give_away", &sell()).await, 400), 31);
    assert_eq!(code(&report(&scene, &token, &json!("nobody's")).await, 400), 30);
    post(&scene, &token, "sell", &sell()).await.ok();
}

#[tokio::test]
async fn bad_days_are_played() {
    let scene = Scene::new();
    let token = token(&scene).await;
    scene.control(&json!({ "atol": "500", "receipts": { "refuse": true } })).await;
    assert_eq!(post(&scene, &token, "sell", &sell()).await.status, 500);
    scene.control(&json!({ "atol": "up" })).await;
    let known = post(&scene, &token, "sell", &sell()).await;
    assert_eq!(code(&known, 400), 33, "a 500 has done what was asked");
    let failed = report(&scene, &token, &known.json()["uuid"]).await.ok();
    assert_eq!((&failed["status"], &failed["error"]["type"]), (&json!("fail"), &json!("agent")));
    assert_eq!(failed["payload"], Value::Null);
}

#[tokio::test]
async fn the_merchant_is_told_where_it_asked_to_be() {
    let mut scene = Scene::new();
    let mut errands = scene.errands.take().unwrap();
    let token = token(&scene).await;
    let taken = post(&scene, &token, "sell", &sell()).await.ok();
    let errand = errands.try_recv().unwrap();
    let svetlitsa_sandbox::courier::Errand::Deliver(id) = errand else { panic!("{errand:?}") };
    let notice = scene.sandbox.look(move |desk| desk.world.notice(&id).cloned()).await.unwrap().unwrap();
    assert_eq!(notice.url.as_deref(), Some("http://house.example/gateway/atol"));
    assert_eq!((&notice.body()["uuid"], &notice.body()["status"]), (&taken["uuid"], &json!("done")));
}
