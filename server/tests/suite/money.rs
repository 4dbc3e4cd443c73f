//! Payments: credited exactly once, whatever the order of the news.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_server::acquirer::{Acquirer, AcquirerError};
use svetlitsa_server::{jobs, payments};

use crate::harness::{Client, World, declined, paid, pending};

const ACCOUNT: &str = "/api/v1/accounts/67100000017";

async fn balance(client: &mut Client) -> i64 {
    client.get(ACCOUNT).await.body["account"]["balance_kopecks"].as_i64().unwrap()
}

fn order(amount: i64) -> Value {
    json!({ "account": "67100000017", "amount_kopecks": amount, "method": "bank_card" })
}

async fn start(client: &mut Client, amount: i64) -> String {
    let reply = client.post("/api/v1/payments", &order(amount)).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let id = reply.body["id"].as_str().unwrap().to_owned();
    assert_eq!(reply.headers["location"], format!("/api/v1/payments/{id}").as_str());
    id
}

async fn state(client: &mut Client, id: &str) -> Value {
    client.get(&format!("/api/v1/payments/{id}")).await.body
}

#[tokio::test]
async fn a_payment_goes_its_way_and_leaves_a_receipt() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let owed = balance(&mut maria).await;
    assert!(owed > 0, "the sample world owes one period");
    let id = start(&mut maria, owed).await;
    assert_eq!(state(&mut maria, &id).await["state"], "created");

    jobs::acquirer::advance(&world.app, &id).await;
    let waiting = state(&mut maria, &id).await;
    assert_eq!(
        (&waiting["state"], &waiting["confirmation_url"]),
        (&json!("waiting"), &json!("https://bank.example/pay"))
    );

    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &id).await;
    let done = state(&mut maria, &id).await;
    assert_eq!((&done["state"], &done["confirmation_url"]), (&json!("succeeded"), &Value::Null));
    assert_eq!(balance(&mut maria).await, 0);

    let receipt = maria.get(&format!("/api/v1/payments/{id}/receipt")).await.body;
    assert_eq!((&receipt["amount_kopecks"], &receipt["commission_kopecks"]), (&json!(owed), &json!(0)));
    assert_eq!((&receipt["balance_after_kopecks"], &receipt["operation_id"]), (&json!(0), &json!("RRN1")));
    assert_eq!(receipt["payer"], "И***а М. П.");

    let code = receipt["code"].as_str().unwrap().to_lowercase();
    let public = world.client().get(&format!("/api/v1/receipts/{code}")).await.body;
    assert_eq!((&public["masked_account"], &public["transfer"]), (&json!("•••••••0017"), &json!("credited")));
    assert_eq!(world.client().get("/api/v1/receipts/AAAABBBBCCCC").await.code(), "not_found");
}

#[tokio::test]
async fn the_same_news_twice_credits_once() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let owed = balance(&mut maria).await;
    let id = start(&mut maria, 10_000).await;
    jobs::acquirer::advance(&world.app, &id).await;
    world.acquirer.will([Ok(paid())]);
    let answer = world.acquirer.find(&format!("a-{id}")).await.unwrap();
    let (a, b) =
        tokio::join!(payments::apply(&world.app, &id, &answer), payments::apply(&world.app, &id, &answer));
    assert_eq!(a.unwrap().is_some(), b.unwrap().is_none(), "exactly one of them changed something");
    payments::apply(&world.app, &id, &answer).await.unwrap();
    assert_eq!(balance(&mut maria).await, owed - 10_000);
}

#[tokio::test]
async fn a_silent_acquirer_is_asked_again_with_the_same_key() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let id = start(&mut maria, 10_000).await;
    world.acquirer.will([Err(AcquirerError::Unknown("rubbish".to_owned()))]);
    jobs::acquirer::advance(&world.app, &id).await;
    let silent = state(&mut maria, &id).await;
    assert_eq!((&silent["state"], &silent["is_acquirer_silent"]), (&json!("created"), &json!(true)));
    jobs::acquirer::advance(&world.app, &id).await;
    let back = state(&mut maria, &id).await;
    assert_eq!((&back["state"], &back["is_acquirer_silent"]), (&json!("waiting"), &json!(false)));
    let orders = world.acquirer.orders.lock().unwrap();
    assert!(orders.len() == 2 && orders.iter().all(|order| order.payment_id == id));
}

#[tokio::test]
async fn a_decline_charges_nothing_and_late_money_is_still_credited() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let owed = balance(&mut maria).await;
    let id = start(&mut maria, 10_000).await;
    world.acquirer.will([Ok(declined())]);
    jobs::acquirer::advance(&world.app, &id).await;
    let failed = state(&mut maria, &id).await;
    assert_eq!((&failed["state"], &failed["failure"]), (&json!("cancelled"), &json!("insufficient_funds")));
    assert_eq!(balance(&mut maria).await, owed);

    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::reread(&world.app, &id, &format!("a-{id}")).await;
    assert_eq!(state(&mut maria, &id).await["state"], "succeeded");
    assert_eq!(balance(&mut maria).await, owed - 10_000);
}

#[tokio::test]
async fn the_payer_gives_up_before_the_bank_has_it() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let id = start(&mut maria, 10_000).await;
    let withdrawal = format!("/api/v1/payments/{id}/withdrawal");
    assert_eq!(maria.post(&withdrawal, &json!(null)).await.body["state"], "cancelled");
    // The acquirer's answer to the call that was under way changes nothing.
    world.acquirer.will([Ok(pending())]);
    jobs::acquirer::advance(&world.app, &id).await;
    assert_eq!(state(&mut maria, &id).await["state"], "cancelled");

    let id = start(&mut maria, 10_000).await;
    jobs::acquirer::advance(&world.app, &id).await;
    let withdrawal = format!("/api/v1/payments/{id}/withdrawal");
    assert_eq!(maria.post(&withdrawal, &json!(null)).await.body["state"], "waiting");
}

#[tokio::test]
async fn sums_have_edges_and_accounts_have_owners() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    for (amount, code) in
        [(0, "amount_too_small"), (99, "amount_too_small"), (100_000_000_000, "amount_too_large")]
    {
        let reply = maria.post("/api/v1/payments", &order(amount)).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::UNPROCESSABLE_ENTITY, "validation_failed"));
        assert_eq!(reply.body["fields"][0], json!({ "field": "amount_kopecks", "code": code }));
    }
    let mut fraction = order(100);
    fraction["amount_kopecks"] = json!(0.001);
    assert_eq!(maria.post("/api/v1/payments", &fraction).await.code(), "malformed_request");
    let mut foreign = order(100);
    foreign["account"] = json!("67100000025");
    assert_eq!(maria.post("/api/v1/payments", &foreign).await.code(), "not_found");

    let id = start(&mut maria, 10_000).await;
    let mut other = world.resident("67100000025@demo.svetlitsa").await;
    assert_eq!(other.get(&format!("/api/v1/payments/{id}")).await.code(), "not_found");
    assert_eq!(world.client().get(&format!("/api/v1/payments/{id}")).await.code(), "sign_in_required");
    assert_eq!(world.client().get("/api/v1/payments/none").await.code(), "sign_in_required");
}

#[tokio::test]
async fn the_grid_company_takes_no_payments() {
    let world = World::new().await;
    let mut volna = world.resident("63400000018@demo.svetlitsa").await;
    let mut body = order(100);
    body["account"] = json!("63400000018");
    assert_eq!(volna.post("/api/v1/payments", &body).await.code(), "payments_closed");
}

#[tokio::test]
async fn notifications_are_hints_from_known_addresses() {
    let world = World::new().await;
    let forged = json!({ "type": "notification", "event": "payment.succeeded", "object": { "id": "a-1" } });
    // No allow-list in the settings: the acquirer's published networks hold, loopback is none of them.
    let reply = world.client().post("/gateway/yookassa", &forged).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
}

/// On the 25th everybody pays at once: whoever is writing must find a connection to read by, however many wait to write.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_is_served_and_none_of_it_blocks_the_rest() {
    let world = World::new().await;
    let maria = world.resident("maria@demo.svetlitsa").await;
    let mut crowd = tokio::task::JoinSet::new();
    for amount in 1_000..1_060 {
        let mut client = maria.clone();
        crowd.spawn(async move { client.post("/api/v1/payments", &order(amount)).await.status });
    }
    let answers = crowd.join_all().await;
    assert!(answers.iter().all(|status| *status == StatusCode::CREATED), "{answers:?}");
}
