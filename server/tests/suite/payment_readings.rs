//! Readings that are given in one step with a payment.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_server::acquirer::Standing;
use svetlitsa_server::jobs;

use crate::harness::{Client, World, paid};

const ACCOUNT: &str = "/api/v1/accounts/67100000017";

fn order(readings: &Value) -> Value {
    json!({ "account": "67100000017", "amount_kopecks": 12_300, "method": "bank_card", "readings": readings })
}

/// A reading of Maria's meter that much above the last values.
async fn give(client: &mut Client, day: i64, night: i64) -> Value {
    let meter = client.get(ACCOUNT).await.body["meters"][0].clone();
    let values = json!([
        { "zone": "day", "value": meter["registers"][0]["previous"].as_i64().unwrap() + day },
        { "zone": "night", "value": meter["registers"][1]["previous"].as_i64().unwrap() + night },
    ]);
    client.post(&format!("{ACCOUNT}/readings"), &json!({ "meter": meter["id"], "values": values })).await.body
}

#[tokio::test]
async fn they_are_named_with_the_payment_and_on_its_receipt() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let reading = give(&mut maria, 150, 60).await;
    assert_eq!(reading["status"], "accepted");

    // Named twice it is given once.
    let reply = maria.post("/api/v1/payments", &order(&json!([reading["id"], reading["id"]]))).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    assert_eq!(reply.body["readings"].as_array().unwrap().len(), 1);
    assert_eq!(reply.body["readings"][0]["id"], reading["id"]);
    let at = format!("/api/v1/payments/{}", reply.body["id"].as_str().unwrap());

    // A later one takes its place: the payment still names what was given with it, as it stands.
    give(&mut maria, 160, 60).await;
    let named = maria.get(&at).await.body["readings"].clone();
    assert_eq!((&named[0]["id"], &named[0]["state"]), (&reading["id"], &json!("replaced")));

    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, reply.body["id"].as_str().unwrap()).await;
    let receipt = maria.get(&format!("{at}/receipt")).await.body;
    assert_eq!(receipt["reading"]["status"], "accepted");
    assert_eq!(receipt["other_readings"], json!([]));
    // A payment without readings names none, though the account has one.
    let alone = maria.post("/api/v1/payments", &order(&json!([]))).await.body;
    assert_eq!(alone["readings"], json!([]));
}

#[tokio::test]
async fn a_reading_stands_though_its_payment_fails() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let reading = give(&mut maria, 150, 60).await;
    let id = maria.post("/api/v1/payments", &order(&json!([reading["id"]]))).await.body["id"].clone();
    let id = id.as_str().unwrap();
    let refused = Standing::Cancelled { reason: "insufficient_funds".to_owned() };
    world.acquirer.will([Ok(refused)]);
    jobs::acquirer::advance(&world.app, id).await;
    let payment = maria.get(&format!("/api/v1/payments/{id}")).await.body;
    assert_eq!(
        (&payment["state"], &payment["readings"][0]["state"]),
        (&json!("cancelled"), &json!("accepted"))
    );
}

#[tokio::test]
async fn what_was_refused_or_is_anothers_goes_with_no_payment() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let refused = give(&mut maria, -500, 0).await;
    assert_eq!(refused["status"], "refused");
    let mut pyotr = world.resident("67100000025@demo.svetlitsa").await;
    let his = pyotr.get("/api/v1/accounts/67100000025/readings").await.body["items"][0]["id"].clone();
    assert!(his.is_string());
    let many: Vec<String> = (0..21).map(|n| format!("r{n}")).collect();
    for readings in [json!([refused["id"]]), json!([his]), json!(["none"]), json!(many)] {
        let reply = maria.post("/api/v1/payments", &order(&readings)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{readings}");
        assert_eq!(reply.body["fields"][0]["field"], "readings");
    }
    let payments = maria.get(ACCOUNT).await.body["earlier_payments"].clone();
    assert_eq!(payments, json!([]), "nothing was begun");
}
