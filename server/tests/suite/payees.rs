//! Whom an account pays: a timeline, debts apart, and payments that never mix two payees.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::jobs;

use crate::harness::{Client, World, paid};

const ARTYOM: &str = "50200000021";

async fn payees(client: &mut Client, account: &str) -> Value {
    let reply = client.get(&paths::fill(paths::PAYEES, &[account])).await;
    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
    reply.body
}

fn stretch<'a>(timeline: &'a Value, id: &str) -> &'a Value {
    timeline["items"].as_array().unwrap().iter().find(|item| item["id"] == id).unwrap()
}

#[tokio::test]
async fn suppliers_and_direct_payments_make_a_timeline() {
    let world = World::new().await;
    let mut artyom = world.resident("50200000021@demo.svetlitsa").await;
    let timeline = payees(&mut artyom, ARTYOM).await;
    let told: Vec<_> = timeline["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["id"].as_str().unwrap(), item["from"].as_str(), item["until"].as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("mosenergosbyt", Some("2021-11-01"), None),
            ("rosseti-mr", Some("2020-04-01"), Some("2021-10-31")),
            ("kes", None, Some("2020-03-31")),
        ]
    );
    let old = stretch(&timeline, "rosseti-mr");
    assert_eq!((&old["balance_kopecks"], &old["is_payable"]), (&json!(241_570), &json!(true)));
    assert_eq!(old["months"].as_array().unwrap().len(), 2);
    assert_eq!(old["requisites"]["inn"], "5036065113");
    assert_eq!(stretch(&timeline, "kes")["is_payable"], false);
    assert_eq!(stretch(&timeline, "mosenergosbyt")["reason"], "supplier_changed");

    let mut pyotr = world.resident("67100000025@demo.svetlitsa").await;
    let timeline = payees(&mut pyotr, "67100000025").await;
    let manager = stretch(&timeline, "managing-organisation");
    assert_eq!((&manager["until"], &manager["requisites"]), (&json!("2016-04-30"), &Value::Null));
    let supplier = stretch(&timeline, "atomenergosbyt-smolensk");
    assert_eq!((&supplier["from"], &supplier["reason"]), (&json!("2016-05-01"), &json!("direct_payments")));
}

#[tokio::test]
async fn a_payment_goes_to_one_payee_alone() {
    let world = World::new().await;
    let mut artyom = world.resident("50200000021@demo.svetlitsa").await;
    let before = payees(&mut artyom, ARTYOM).await;
    let order = |payee: &str, sum: i64| json!({ "account": ARTYOM, "amount_kopecks": sum, "method": "bank_card", "payee": payee });
    for (payee, sum, field) in
        [("nobody", 10_000, "payee"), ("kes", 10_000, "payee"), ("rosseti-mr", 241_571, "amount_kopecks")]
    {
        let reply = artyom.post(paths::PAYMENTS, &order(payee, sum)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{payee}");
        assert_eq!(reply.body["fields"][0]["field"], field, "{payee}");
    }
    let reply = artyom.post(paths::PAYMENTS, &order("rosseti-mr", 150_000)).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let id = reply.body["id"].as_str().unwrap();
    jobs::acquirer::advance(&world.app, id).await;
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, id).await;

    let after = payees(&mut artyom, ARTYOM).await;
    let old = stretch(&after, "rosseti-mr");
    assert_eq!(old["balance_kopecks"], 91_570);
    assert_eq!(old["months"], json!([{ "period": "2021-10", "amount_kopecks": 91_570 }]));
    let (new, was) = (stretch(&after, "mosenergosbyt"), stretch(&before, "mosenergosbyt"));
    assert_eq!(new["balance_kopecks"], was["balance_kopecks"]);
    let receipt = artyom.get(&format!("/api/v1/payments/{id}/receipt")).await.body;
    assert_eq!(receipt["payee_name"], "ПАО «Россети Московский регион»", "{receipt}");
}

/// What was taken over stands with its origin on the timeline and in the ledger, with the paper that says so.
#[tokio::test]
async fn an_opening_balance_tells_where_it_comes_from() {
    let world = World::new().await;
    let mut pyotr = world.resident("67100000025@demo.svetlitsa").await;
    let timeline = payees(&mut pyotr, "67100000025").await;
    let supplier = stretch(&timeline, "atomenergosbyt-smolensk");
    let reading = json!({ "zone": "single", "value": 41_207, "taken_on": "2016-05-01" });
    let taken = json!({
        "origin": "managing_organisation",
        "from_name": "ОАО «Жилищник»",
        "on": "2016-05-01",
        "document": "акт приёма-передачи показаний и остатков от 30.04.2016 № 12-К",
        "document_line": null,
        "decision": { "protocol": "3/2016", "decided_on": "2016-03-28" },
        "readings": [reading],
    });
    assert_eq!(supplier["taken_over"], taken);
    assert_eq!(
        (&supplier["opening_kopecks"], &supplier["opening_readings"]),
        (&json!(18_414), &json!([reading]))
    );
    assert_eq!(stretch(&timeline, "managing-organisation")["taken_over"], Value::Null);
    let ledger = pyotr.get("/api/v1/accounts/67100000025/ledger?limit=100").await.body;
    let entries = ledger["items"].as_array().unwrap();
    let opening = entries.last().unwrap();
    assert_eq!((&opening["amount_kopecks"], &opening["balance_kopecks"]), (&json!(18_414), &json!(18_414)));
    assert_eq!(opening["cause"], json!({ "kind": "opening", "taken_over": taken }));
    assert_eq!(entries[entries.len() - 2]["balance_kopecks"], 0, "it was paid with the first bill");

    // A supplier that changed: each began with a reading, and the debt stayed where it was.
    let mut artyom = world.resident("50200000021@demo.svetlitsa").await;
    let timeline = payees(&mut artyom, ARTYOM).await;
    for (payee, from, value) in
        [("mosenergosbyt", "ПАО «Россети Московский регион»", 22_391), ("rosseti-mr", "АО «КЭС»", 18_204)]
    {
        let payee = stretch(&timeline, payee);
        let taken = &payee["taken_over"];
        assert_eq!((&taken["origin"], &taken["from_name"]), (&json!("previous_supplier"), &json!(from)));
        assert_eq!(
            (&payee["opening_readings"][0]["value"], &taken["decision"]),
            (&json!(value), &Value::Null)
        );
        assert_eq!(payee["opening_kopecks"], 0);
    }
    // Money on a prepaid meter is an opening balance of its own kind.
    let mut nina = world.resident("50200000013@demo.svetlitsa").await;
    let ledger = nina.get("/api/v1/accounts/50200000013/ledger").await.body;
    assert_eq!(ledger["items"][0]["cause"]["taken_over"]["origin"], "prepaid_meter");
}
