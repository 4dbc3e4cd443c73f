//! The same debt is not paid twice without a word.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_server::jobs;

use crate::harness::{Client, World, declined, paid};

const ACCOUNT: &str = "/api/v1/accounts/67100000017";
const PAYMENTS: &str = "/api/v1/payments";
const MARIA: &str = "maria@demo.svetlitsa";

fn careful(amount: i64) -> Value {
    json!({ "account": "67100000017", "amount_kopecks": amount, "method": "bank_card", "refuse_repeat": true })
}

async fn owed(client: &mut Client) -> i64 {
    client.get(ACCOUNT).await.body["account"]["balance_kopecks"].as_i64().unwrap()
}

/// Starts a payment; the code of the refusal, or the payment's id.
async fn start(client: &mut Client, amount: i64) -> Result<String, String> {
    let reply = client.post(PAYMENTS, &careful(amount)).await;
    match reply.status {
        StatusCode::CREATED => Ok(reply.body["id"].as_str().unwrap().to_owned()),
        _ => Err(reply.code().to_owned()),
    }
}

async fn settle(world: &World, id: &str, is_paid: bool) {
    jobs::acquirer::advance(&world.app, id).await;
    world.acquirer.will([Ok(if is_paid { paid() } else { declined() })]);
    jobs::acquirer::advance(&world.app, id).await;
}

#[tokio::test]
async fn a_debt_under_way_or_paid_today_is_asked_about_and_paid_again_only_on_purpose() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let debt = owed(&mut maria).await;
    let repeated = Err("payment_repeated".to_owned());
    let first = start(&mut maria, debt).await.unwrap();
    assert_eq!(start(&mut maria, debt).await, repeated, "under way");

    let seen = &maria.get(ACCOUNT).await.body["earlier_payments"];
    assert_eq!(seen.as_array().unwrap().len(), 1);
    assert_eq!(
        (&seen[0]["payment"], &seen[0]["is_paid"], &seen[0]["amount_kopecks"]),
        (&json!(first), &json!(false), &json!(debt))
    );

    settle(&world, &first, true).await;
    assert_eq!(maria.get(ACCOUNT).await.body["earlier_payments"][0]["is_paid"], true);
    assert_eq!(start(&mut maria, debt).await, repeated, "paid");
    assert_eq!(start(&mut maria, 500).await, repeated, "nothing is left of the debt");
    assert_eq!(owed(&mut maria).await, 0);

    // On purpose it is an advance like any other.
    let again = json!({ "account": "67100000017", "amount_kopecks": 500, "method": "bank_card" });
    assert_eq!(maria.post(PAYMENTS, &again).await.status, StatusCode::CREATED);
    let tomorrow = world.later("2026-11-21T09:00:00+03:00");
    let mut maria = tomorrow.resident(MARIA).await;
    let seen = maria.get(ACCOUNT).await.body["earlier_payments"].to_string();
    assert!(!seen.contains(&first) && seen.contains("500"), "{seen}");
}

#[tokio::test]
async fn parts_of_a_debt_and_a_second_try_after_a_refusal_are_no_repeats() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let debt = owed(&mut maria).await;
    let declined = start(&mut maria, debt).await.unwrap();
    settle(&world, &declined, false).await;
    assert_eq!(maria.get(ACCOUNT).await.body["earlier_payments"], json!([]));
    let part = start(&mut maria, debt - 10_000).await.unwrap();
    settle(&world, &part, true).await;
    start(&mut maria, 10_000).await.unwrap();
}

#[tokio::test]
async fn of_two_pages_at_once_one_is_asked() {
    let world = World::new().await;
    let (mut tab, mut other) = (world.resident(MARIA).await, world.resident(MARIA).await);
    let debt = owed(&mut tab).await;
    let (a, b) = tokio::join!(start(&mut tab, debt), start(&mut other, debt));
    assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
}

#[tokio::test]
async fn a_guest_learns_that_it_was_paid_and_when_and_nothing_else() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let debt = owed(&mut maria).await;
    let id = start(&mut maria, debt).await.unwrap();
    settle(&world, &id, true).await;
    let mut guest = world.guest("67100000017", "12").await;
    let overview = guest.get(ACCOUNT).await.body;
    let seen = &overview["earlier_payments"][0];
    assert_eq!((&seen["is_paid"], &seen["is_current_payee"]), (&json!(true), &json!(true)));
    assert_eq!((&seen["payment"], &seen["amount_kopecks"]), (&Value::Null, &Value::Null));
    assert!(!overview.to_string().contains(&id));
    assert_eq!(start(&mut guest, debt).await, Err("payment_repeated".to_owned()));
}
