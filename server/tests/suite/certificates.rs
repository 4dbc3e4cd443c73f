//! Certificates that nothing is owed: only when it is so, frozen, and true for whoever checks.

use axum::http::{StatusCode, header};
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::jobs;

use crate::harness::{Client, World, paid};
use crate::paper::{Paper, codes};

const HERS: &str = "67100000017";
const MARIA: &str = "maria@demo.svetlitsa";
const LIST: &str = "/api/v1/accounts/67100000017/certificates";

async fn settle(world: &World, maria: &mut Client) {
    settle_account(world, maria, HERS).await;
}

async fn settle_account(world: &World, maria: &mut Client, account: &str) {
    let overview = maria.get(&paths::fill(paths::ACCOUNT, &[account])).await.body;
    let owed = overview["account"]["balance_kopecks"].clone();
    let order = json!({ "account": account, "amount_kopecks": owed, "method": "bank_card" });
    let payment = maria.post(paths::PAYMENTS, &order).await.body["id"].as_str().unwrap().to_owned();
    jobs::acquirer::advance(&world.app, &payment).await;
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &payment).await;
}

#[tokio::test]
async fn penalty_that_no_closing_has_booked_stands_in_the_way() {
    let world = World::new().await;
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    // Everything that the ledger has, with the 6.28 of penalty by 31.10; by 20.11 it has grown to 16.49.
    settle_account(&world, &mut anna, "67100000033").await;
    let list = "/api/v1/accounts/67100000033/certificates";
    let owed = anna.get(list).await.body["still_owed"].clone();
    assert_eq!(owed, json!({ "supply_kopecks": 0, "penalty_kopecks": 1_021 }));
    assert_eq!(anna.post(list, &Value::Null).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_debt_is_told_and_a_paid_one_certified() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let before = maria.get(LIST).await.body;
    let overview = maria.get(&paths::fill(paths::ACCOUNT, &[HERS])).await.body;
    let owed = overview["account"]["balance_kopecks"].as_i64().unwrap();
    let told = before["still_owed"]["supply_kopecks"].as_i64().unwrap()
        + before["still_owed"]["penalty_kopecks"].as_i64().unwrap();
    assert_eq!((told, &before["items"], &before["may_issue"]), (owed, &json!([]), &json!(true)));
    assert_eq!(maria.post(LIST, &Value::Null).await.code(), "wrong_stage");

    settle(&world, &mut maria).await;
    assert_eq!(maria.get(LIST).await.body["still_owed"], Value::Null);
    let issued = maria.post_with_key(LIST, &Value::Null, "one").await;
    assert_eq!(issued.status, StatusCode::CREATED, "{:?}", issued.body);
    assert_eq!(
        (&issued.body["number"], &issued.body["as_of"]),
        (&json!("2026-000001"), &json!("2026-11-20"))
    );
    // The same request once more is the same certificate.
    assert_eq!(maria.post_with_key(LIST, &Value::Null, "one").await.body, issued.body);
    assert_eq!(maria.get(LIST).await.body["items"], json!([issued.body]));

    let location = issued.headers[header::LOCATION].to_str().unwrap().to_owned();
    let document = maria.get(&location).await;
    assert_eq!(document.headers[header::CONTENT_TYPE], "application/pdf");
    let code = issued.body["code"].as_str().unwrap();
    let paper = Paper::read(&document.bytes);
    assert_eq!(paper.pages, 1);
    for words in
        ["Справка об отсутствии задолженности", HERS, "Иванова Мария Петровна", code, "20 ноября 2026"]
    {
        assert!(paper.says(words), "{words}: {}", paper.words);
    }
    assert_eq!(codes(&document.bytes), [format!("{}/c/{code}", world.app.settings.public_url())]);
    assert_eq!(maria.get(&location).await.bytes, document.bytes, "the same certificate is the same bytes");
    assert!(
        Paper::read(&maria.get(&format!("{location}?lang=en")).await.bytes).says("Certificate of no debt")
    );

    // Whoever holds the code sees that it is true, and nobody's name.
    let typed = format!("{}-{} {}", &code[..4].to_lowercase(), &code[4..8], &code[8..]).replace(' ', "%20");
    let checked = world.client().get(&format!("/api/v1/certificates/{typed}")).await.body;
    assert_eq!(
        checked,
        json!({
            "number": "2026-000001", "as_of": "2026-11-20", "legal_name": "АО «АтомЭнергоСбыт»",
            "masked_account": "•••••••0017", "customer": "И***а М. П.", "service": "electricity",
            "phone": overview["branch"]["phone"],
        })
    );
    assert_eq!(world.client().get("/api/v1/certificates/AAAABBBBCCCC").await.code(), "not_found");
}

#[tokio::test]
async fn a_relative_sees_that_there_is_one_and_does_not_ask_for_it() {
    let world = World::new().await;
    let (mut maria, mut son, _) = crate::shares::shared(&world, "v").await;
    settle(&world, &mut maria).await;
    let issued = maria.post(LIST, &Value::Null).await;
    assert_eq!(son.get(LIST).await.body["may_issue"], false);
    assert_eq!(son.post(LIST, &Value::Null).await.code(), "not_found");
    let location = issued.headers[header::LOCATION].to_str().unwrap();
    assert_eq!(son.get(location).await.code(), "not_found");
}

#[tokio::test]
async fn a_day_has_enough_of_them() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    settle(&world, &mut maria).await;
    for _ in 0..10 {
        assert_eq!(maria.post(LIST, &Value::Null).await.status, StatusCode::CREATED);
    }
    assert_eq!(maria.post(LIST, &Value::Null).await.code(), "rate_limited");
}
