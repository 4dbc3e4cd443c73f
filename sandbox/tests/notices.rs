//! Notifications: told until heard, and every mishap that can befall them.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use svetlitsa_sandbox::courier::Courier;

use crate::scene::{Scene, redirect, sbp_qr};

/// A merchant that hears notifications and answers as told, 200 once the list is used up.
#[derive(Clone, Default)]
struct Merchant {
    heard: Arc<Mutex<Vec<(Instant, Value)>>>,
    answers: Arc<Mutex<Vec<u16>>>,
}

impl Merchant {
    async fn hear(State(merchant): State<Self>, Json(body): Json<Value>) -> StatusCode {
        merchant.heard.lock().unwrap().push((Instant::now(), body));
        let mut answers = merchant.answers.lock().unwrap();
        let answer = if answers.is_empty() { 200 } else { answers.remove(0) };
        StatusCode::from_u16(answer).unwrap()
    }

    /// Opens the merchant's door and sets the courier to work.
    async fn open(answers: &[u16], scene: &mut Scene) -> Self {
        let merchant = Self::default();
        *merchant.answers.lock().unwrap() = answers.to_vec();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/gateway", listener.local_addr().unwrap());
        let door = Router::new().route("/gateway", post(Self::hear)).with_state(merchant.clone());
        tokio::spawn(async move { axum::serve(listener, door).await });
        let _ = rustls::crypto::ring::default_provider().install_default();
        let courier = Courier::new(scene.sandbox.clone(), &url).unwrap();
        tokio::spawn(courier.run(scene.errands.take().unwrap()));
        merchant
    }

    /// Waits until that many notifications have been heard.
    async fn hears(&self, count: usize) -> Vec<(Instant, Value)> {
        for _ in 0..1_000 {
            let heard = self.heard.lock().unwrap().clone();
            if heard.len() >= count {
                return heard;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("heard only {:?}", self.heard.lock().unwrap());
    }
}

/// Waits until no notification is on its way, and gives their fates.
async fn fates(scene: &Scene) -> Vec<String> {
    for _ in 0..1_000 {
        let look = scene.sandbox.look(|desk| {
            desk.world.notices().map(|notice| notice.delivery.name().to_owned()).collect::<Vec<_>>()
        });
        let fates = look.await.unwrap();
        if !fates.iter().any(|fate| fate == "waiting") {
            return fates;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("still on the way");
}

#[tokio::test]
async fn every_end_is_told() {
    let mut scene = Scene::new();
    let merchant = Merchant::open(&[], &mut scene).await;
    let paid = scene.paid("10.00").await;
    let declined = scene.created(&redirect("20.00")).await;
    merchant.hears(1).await;
    scene.form(&format!("/bank/{declined}"), "action=decline&reason=insufficient_funds").await;
    merchant.hears(2).await;
    let refund = json!({ "payment_id": paid, "amount": { "value": "10.00", "currency": "RUB" } });
    scene.post("/v3/refunds", &refund).await.ok();
    let heard = merchant.hears(3).await;
    let events: Vec<_> = heard.iter().map(|(_, body)| body["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["payment.succeeded", "payment.canceled", "refund.succeeded"]);
    let (_, first) = &heard[0];
    assert_eq!((&first["type"], &first["object"]["id"]), (&json!("notification"), &json!(paid)));
    assert_eq!((&first["object"]["status"], &first["object"]["paid"]), (&json!("succeeded"), &json!(true)));
    assert_eq!(heard[1].1["object"]["cancellation_details"]["reason"], "insufficient_funds");
    assert_eq!(heard[2].1["object"]["payment_id"], json!(paid));
    assert_eq!(fates(&scene).await, ["delivered", "delivered", "delivered"]);
}

#[tokio::test]
async fn they_come_again_after_growing_gaps_until_200() {
    let mut scene = Scene::new();
    let merchant = Merchant::open(&[500, 204], &mut scene).await;
    scene.paid("10.00").await;
    let heard = merchant.hears(3).await;
    let gaps: Vec<_> = heard.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    assert!(gaps[0] >= Duration::from_millis(1_000) && gaps[1] >= Duration::from_millis(2_000), "{gaps:?}");
    assert_eq!(fates(&scene).await, ["delivered"]);
    assert_eq!(merchant.hears(3).await.len(), 3, "after 200 there is silence");
}

#[tokio::test]
async fn what_was_not_heard_is_told_after_a_restart() {
    let mut scene = Scene::new();
    let merchant = Merchant::open(&[500, 500], &mut scene).await;
    let id = scene.paid("10.00").await;
    merchant.hears(1).await;
    let mut scene = scene.after_crash();
    let merchant = Merchant::open(&[], &mut scene).await;
    assert_eq!(merchant.hears(1).await[0].1["object"]["id"], json!(id));
    assert_eq!(fates(&scene).await, ["delivered"]);
}

#[tokio::test]
async fn duplicates_and_delays_on_demand() {
    let mut scene = Scene::new();
    let merchant = Merchant::open(&[], &mut scene).await;
    scene.control(&json!({ "notifications": { "duplicates": 2, "delay_ms": 300 } })).await;
    let before = Instant::now();
    scene.paid("10.00").await;
    let heard = merchant.hears(3).await;
    assert!(heard[0].0 - before >= Duration::from_millis(300));
    assert!(heard[0].1 == heard[1].1 && heard[1].1 == heard[2].1);
    fates(&scene).await;
    assert_eq!(merchant.hears(3).await.len(), 3);
}

#[tokio::test]
async fn what_is_dropped_never_comes_unless_sent_again() {
    let mut scene = Scene::new();
    let merchant = Merchant::open(&[], &mut scene).await;
    scene.control(&json!({ "notifications": { "drop": true } })).await;
    scene.paid("10.00").await;
    assert_eq!(fates(&scene).await, ["lost"]);
    scene.control(&json!({ "notifications": { "drop": false } })).await;
    assert!(merchant.hears(0).await.is_empty());
    let page = scene.get("/").await.text;
    let (_, rest) = page.split_once("action=\"/notifications/").unwrap();
    let (id, _) = rest.split_once('/').unwrap();
    let answer = scene.form(&format!("/notifications/{id}/resend"), "").await;
    assert_eq!(answer.status, 303);
    merchant.hears(1).await;
}

#[tokio::test]
async fn in_disorder_the_later_overtakes() {
    let mut scene = Scene::new();
    let merchant = Merchant::open(&[], &mut scene).await;
    scene.control(&json!({ "notifications": { "reorder": true } })).await;
    let id = scene.paid("10.00").await;
    // The first one must have set out before the second does.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let refund = json!({ "payment_id": id, "amount": { "value": "10.00", "currency": "RUB" } });
    scene.post("/v3/refunds", &refund).await.ok();
    let heard = merchant.hears(2).await;
    let events: Vec<_> = heard.iter().map(|(_, body)| body["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["refund.succeeded", "payment.succeeded"]);
}

#[tokio::test]
async fn a_late_bank_is_told_of_late() {
    let mut scene = Scene::new();
    let merchant = Merchant::open(&[], &mut scene).await;
    let id = scene.created(&sbp_qr("10.00")).await;
    scene.form(&format!("/phone/{id}"), "action=pay&delay_s=60").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(merchant.hears(0).await.is_empty());
    scene.advance(61);
    let heard = merchant.hears(1).await;
    assert_eq!(
        (&heard[0].1["object"]["status"], &heard[0].1["event"]),
        (&json!("succeeded"), &json!("payment.succeeded"))
    );
}
