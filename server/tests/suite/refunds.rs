//! Refunds: money goes back once, never more than was paid, and the ledger says so in the same moment.

use serde_json::{Value, json};
use svetlitsa_domain::Kopecks;
use svetlitsa_server::acquirer::{AcquirerError, RefundStanding};
use svetlitsa_server::refunds::{self, Asked};
use svetlitsa_server::{jobs, store};

use crate::harness::{Client, World, paid};

const ACCOUNT: &str = "/api/v1/accounts/67100000017";

async fn balance(client: &mut Client) -> i64 {
    client.get(ACCOUNT).await.body["account"]["balance_kopecks"].as_i64().unwrap()
}

async fn state(client: &mut Client, id: &str) -> Value {
    client.get(&format!("/api/v1/payments/{id}")).await.body
}

/// A payment of that much that succeeded.
async fn payment(world: &World, client: &mut Client, amount: i64) -> String {
    let order = json!({ "account": "67100000017", "amount_kopecks": amount, "method": "bank_card" });
    let id = client.post("/api/v1/payments", &order).await.body["id"].as_str().unwrap().to_owned();
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &id).await;
    assert_eq!(state(client, &id).await["state"], "succeeded");
    id
}

async fn ask(
    world: &World,
    payment: &str,
    amount: Option<i64>,
    document: &str,
) -> anyhow::Result<refunds::Journaled> {
    let asked = Asked { payment, amount: amount.map(Kopecks), document, by: "operator@demo.svetlitsa" };
    Ok(refunds::ask(&world.app.db, asked, world.app.clock.now_ms()).await?)
}

async fn advance_all(world: &World) {
    for id in store::refunds::due(&world.app.db, i64::MAX).await.unwrap() {
        jobs::refunds::advance(&world.app, &id).await;
    }
}

#[tokio::test]
async fn parts_go_back_until_nothing_is_left_and_the_customer_sees_each() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let owed = balance(&mut maria).await;
    let id = payment(&world, &mut maria, owed + 10_000).await;
    assert_eq!(balance(&mut maria).await, -10_000);

    world.acquirer.refund_script.lock().unwrap().push_back(Ok(RefundStanding::Pending));
    let journaled = ask(&world, &id, Some(15_000), "Request 14").await.unwrap();
    assert_eq!((journaled.left, journaled.is_repeated), (Kopecks(owed - 5_000), false));
    let asked = state(&mut maria, &id).await;
    assert_eq!((&asked["state"], &asked["refunds"][0]["state"]), (&json!("refunding"), &json!("asked")));
    assert_eq!(asked["refunds"][0]["clock"]["standard"], "payment_refund");
    advance_all(&world).await;
    assert_eq!(balance(&mut maria).await, -10_000, "nothing is booked before the money is gone");
    advance_all(&world).await;
    let part = state(&mut maria, &id).await;
    assert_eq!((&part["state"], &part["refunds"][0]["state"]), (&json!("succeeded"), &json!("returned")));
    assert!(part["receipt_code"].is_string(), "the receipt stays");
    assert_eq!(balance(&mut maria).await, 5_000);

    // The same document again is the same refund; with another sum it is a mistake.
    assert!(ask(&world, &id, Some(15_000), "Request 14").await.unwrap().is_repeated);
    assert!(ask(&world, &id, Some(15_001), "Request 14").await.is_err());
    assert_eq!(world.acquirer.refunds.lock().unwrap().len(), 1);

    ask(&world, &id, None, "Request 15").await.unwrap();
    advance_all(&world).await;
    let whole = state(&mut maria, &id).await;
    assert_eq!((&whole["state"], whole["refunds"].as_array().unwrap().len()), (&json!("refunded"), 2));
    assert_eq!(balance(&mut maria).await, owed);
    let no_more = ask(&world, &id, Some(100), "Request 16").await.unwrap_err().to_string();
    assert!(no_more.contains("no money"), "{no_more}");

    let ledger = maria.get(&format!("{ACCOUNT}/ledger")).await.body;
    let back: i64 = ledger["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["cause"]["reason"] == "refunded" && item["cause"]["document"] != "")
        .map(|item| item["amount_kopecks"].as_i64().unwrap())
        .sum();
    assert_eq!(back, owed + 10_000);
}

#[tokio::test]
async fn bad_requests_get_a_sentence_and_send_nothing() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let id = payment(&world, &mut maria, 10_000).await;
    let order = json!({ "account": "67100000017", "amount_kopecks": 5_000, "method": "sbp" });
    let waiting = maria.post("/api/v1/payments", &order).await.body["id"].as_str().unwrap().to_owned();
    for (payment, amount, document, says) in [
        (id.as_str(), Some(10_001), "D", "only 100.00 is left"),
        (id.as_str(), Some(0), "D", "above zero"),
        (id.as_str(), Some(-1), "D", "above zero"),
        (id.as_str(), None, "  ", "1 to 200 characters"),
        (id.as_str(), None, "a\nb", "one line"),
        (waiting.as_str(), Some(100), "D", "no money"),
        ("none", Some(100), "D", "no payment"),
    ] {
        let error = ask(&world, payment, amount, document).await.unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    assert_eq!(store::refunds::due(&world.app.db, i64::MAX).await.unwrap(), Vec::<String>::new());
    assert_eq!(state(&mut maria, &id).await["state"], "succeeded");
}

#[tokio::test]
async fn an_unknown_outcome_is_asked_again_with_the_same_key() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let before = balance(&mut maria).await;
    let id = payment(&world, &mut maria, 10_000).await;
    let unknown = || Err(AcquirerError::Unknown("status 500".to_owned()));
    world.acquirer.refund_script.lock().unwrap().extend([unknown(), unknown()]);
    ask(&world, &id, None, "Request 1").await.unwrap();
    for _ in 0..3 {
        advance_all(&world).await;
    }
    assert_eq!(state(&mut maria, &id).await["state"], "refunded");
    assert_eq!(balance(&mut maria).await, before);
    {
        let orders = world.acquirer.refunds.lock().unwrap();
        assert!(orders.len() == 3 && orders.iter().all(|order| order.refund_id == orders[0].refund_id));
        let receipt = orders[0].receipt.as_ref().unwrap();
        assert_eq!(receipt.email, "maria@demo.svetlitsa");
        assert_eq!((receipt.lines.len(), receipt.lines[0].is_ahead), (1, false));
    }
    // News of it once more, from a notification: nothing is booked twice.
    let refund = store::refunds::of_payment(&world.app.db, &id).await.unwrap().remove(0);
    let acquirer_id = refund.acquirer_id.unwrap();
    jobs::refunds::reread(&world.app, &refund.id, &acquirer_id).await;
    assert_eq!(balance(&mut maria).await, before);
}

#[tokio::test]
async fn what_the_bank_refuses_stays_on_the_account() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let id = payment(&world, &mut maria, 10_000).await;
    let after = balance(&mut maria).await;
    let refused = RefundStanding::Refused { reason: "rejected_by_payee".to_owned() };
    world.acquirer.refund_script.lock().unwrap().push_back(Ok(refused));
    ask(&world, &id, None, "Request 1").await.unwrap();
    advance_all(&world).await;
    let kept = state(&mut maria, &id).await;
    assert_eq!((&kept["state"], &kept["refunds"][0]["state"]), (&json!("succeeded"), &json!("refused")));
    assert_eq!(kept["refunds"][0]["clock"], Value::Null);
    assert_eq!(balance(&mut maria).await, after);
    // Another way may be tried under another document.
    ask(&world, &id, None, "Request 2").await.unwrap();
    advance_all(&world).await;
    assert_eq!(state(&mut maria, &id).await["state"], "refunded");
}

#[tokio::test]
async fn a_branch_takes_what_it_offers_and_nothing_else() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let offered = maria.get(ACCOUNT).await.body["payment_methods"].clone();
    assert_eq!(offered, json!(["bank_card", "sbp", "sber_pay", "t_pay"]));
    let order = |account: &str| json!({ "account": account, "amount_kopecks": 5_000, "method": "t_pay" });
    let reply = maria.post("/api/v1/payments", &order("67100000017")).await;
    assert_eq!(reply.status, 201, "{:?}", reply.body);
    let reply = maria.post("/api/v1/payments", &order("18300000014")).await;
    assert_eq!(reply.body["fields"], json!([{ "field": "method", "code": "not_a_choice" }]));
}

#[tokio::test]
async fn a_supervisor_sends_money_back_on_the_desk_and_an_operator_only_looks() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let id = payment(&world, &mut maria, 10_000).await;
    let receipt = maria.get(&format!("/api/v1/payments/{id}/receipt")).await.body;
    let mut operator = world.staff("operator@demo.svetlitsa").await;
    // By each of its numbers it is found, and by one of nobody's nothing is.
    for key in [json!(id), receipt["number"].clone(), receipt["code"].clone()] {
        let found =
            operator.get(&format!("/api/v1/staff/payments?query={}", key.as_str().unwrap())).await.body;
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{key}");
        assert_eq!(
            (&found["items"][0]["id"], &found["items"][0]["left_kopecks"]),
            (&json!(id), &json!(10_000))
        );
    }
    let all = operator.get("/api/v1/staff/payments?query=67100000017").await.body;
    assert!(all["items"].as_array().unwrap().len() > 1);
    // What came from elsewhere is not ours to send back.
    assert_eq!(all["items"].as_array().unwrap().last().unwrap()["left_kopecks"], 0);
    let none = operator.get("/api/v1/staff/payments?query=nothing").await.body;
    assert_eq!(none["items"], json!([]));

    let at = format!("/api/v1/staff/payments/{id}/refunds");
    let part = json!({ "amount_kopecks": 4_000, "document": "Request 21" });
    assert_eq!(operator.post(&at, &part).await.code(), "forbidden");
    let mut boss = world.staff("supervisor@demo.svetlitsa").await;
    let reply = boss.post_with_key(&at, &part, "one-press").await;
    assert_eq!(reply.status, axum::http::StatusCode::OK, "{:?}", reply.body);
    assert_eq!(reply.body["left_kopecks"], 6_000);
    let refund = reply.body["refunds"][0].clone();
    assert_eq!(
        (&refund["asked_by"], &refund["state"]),
        (&json!("supervisor@demo.svetlitsa"), &json!("asked"))
    );
    // A lost answer, a second press and the same document anew are one refund.
    assert_eq!(boss.post_with_key(&at, &part, "one-press").await.body, reply.body);
    assert_eq!(boss.post(&at, &part).await.body["refunds"].as_array().unwrap().len(), 1);
    advance_all(&world).await;
    assert_eq!(world.acquirer.refunds.lock().unwrap().len(), 1);
    assert_eq!(state(&mut maria, &id).await["refunds"][0]["document"], "Request 21");

    for (amount, document, field) in [
        (6_001, "Request 22", "amount_kopecks"),
        (0, "Request 22", "amount_kopecks"),
        (100, "  ", "document"),
        (100, "Request 21", "document"),
    ] {
        let reply = boss.post(&at, &json!({ "amount_kopecks": amount, "document": document })).await;
        assert_eq!((reply.code(), &reply.body["fields"][0]["field"]), ("validation_failed", &json!(field)));
    }
    let rest = json!({ "amount_kopecks": 6_000, "document": "Request 22" });
    assert_eq!(boss.post(&at, &rest).await.body["left_kopecks"], 0);
    advance_all(&world).await;
    assert_eq!(state(&mut maria, &id).await["state"], "refunded");
    let more = json!({ "amount_kopecks": 100, "document": "Request 23" });
    assert_eq!(boss.post(&at, &more).await.code(), "wrong_stage");
    assert_eq!(boss.post("/api/v1/staff/payments/none/refunds", &more).await.code(), "not_found");
}
