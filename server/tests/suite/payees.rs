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
