//! Several accounts in one cabinet: adding, naming, ordering.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::pages;

use crate::harness::{Client, World};

const ACCOUNTS: &str = "/api/v1/accounts";

async fn numbers(client: &mut Client) -> Vec<(String, String)> {
    let list = client.get(ACCOUNTS).await.body;
    let text = |item: &Value, name: &str| item[name].as_str().unwrap().to_owned();
    list["items"].as_array().unwrap().iter().map(|item| (text(item, "number"), text(item, "label"))).collect()
}

#[tokio::test]
async fn a_second_account_is_added_named_and_moved() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let add = json!({ "account": "67100000058", "house": "12", "label": " Мамина  квартира " });
    let reply = maria.post(ACCOUNTS, &add).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    assert_eq!(reply.body, json!({ "account": "67100000058", "outcome": "added" }));
    assert_eq!(reply.headers["location"], "/api/v1/accounts/67100000058");
    let named = ("67100000058".to_owned(), "Мамина квартира".to_owned());
    assert_eq!(numbers(&mut maria).await[2], named);

    let moved = maria.patch("/api/v1/accounts/67100000058", &json!({ "place": 1 })).await;
    assert_eq!(moved.status, StatusCode::NO_CONTENT);
    assert_eq!(numbers(&mut maria).await[0], named);
    let reply = maria.patch("/api/v1/accounts/67100000017", &json!({ "label": "Дом" })).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
    assert_eq!(maria.get("/api/v1/accounts/67100000017").await.body["account"]["label"], "Дом");
    // Names are the owner's, not the account's.
    let mut other = world.resident("67100000017@demo.svetlitsa").await;
    assert_eq!(other.get("/api/v1/accounts/67100000017").await.body["account"]["label"], "");

    for (body, field) in [
        (json!({ "place": 0 }), "place"),
        (json!({ "place": 4 }), "place"),
        (json!({ "label": "я".repeat(61) }), "label"),
    ] {
        let reply = maria.patch("/api/v1/accounts/67100000058", &body).await;
        assert_eq!((reply.code(), &reply.body["fields"][0]["field"]), ("validation_failed", &json!(field)));
    }
    let foreign = maria.patch("/api/v1/accounts/67100000033", &json!({ "place": 1 })).await;
    assert_eq!((foreign.status, foreign.code()), (StatusCode::NOT_FOUND, "not_found"));
}

#[tokio::test]
async fn unknown_account_and_wrong_house_are_one_answer_and_braked() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    for (account, house) in [("67100000058", "13"), ("67100000059", "12")] {
        let reply = maria.post(ACCOUNTS, &json!({ "account": account, "house": house })).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::NOT_FOUND, "account_not_found"));
    }
    for _ in 0..9 {
        maria.post(ACCOUNTS, &json!({ "account": "67100000058", "house": "1" })).await;
    }
    let reply = maria.post(ACCOUNTS, &json!({ "account": "67100000058", "house": "12" })).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::TOO_MANY_REQUESTS, "rate_limited"));
    let reply = maria.post(ACCOUNTS, &json!({ "account": "12", "house": "" })).await;
    assert_eq!(reply.body["fields"][0], json!({ "field": "account", "code": "not_an_account" }));
}

#[tokio::test]
async fn somebody_elses_account_is_asked_for_or_proved() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let wish = json!({ "account": "67100000025", "house": "12" });
    let asked = maria.post(ACCOUNTS, &wish).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{:?}", asked.body);
    assert_eq!(asked.body["outcome"], "owner_asked");
    assert_eq!(maria.get("/api/v1/accounts/67100000025").await.code(), "not_found");
    let token = world.token("67100000025@demo.svetlitsa", pages::REGISTER_ALLOW).await;
    let approved = world.client().post("/api/v1/claims/approvals", &json!({ "token": token })).await;
    assert_eq!(approved.body["newcomer"], "m***@demo.svetlitsa", "{:?}", approved.body);
    assert_eq!(maria.get("/api/v1/accounts/67100000025").await.status, StatusCode::OK);
    let subject = "Счёт 67100000025 добавлен в ваш кабинет";
    assert_eq!(world.newest("maria@demo.svetlitsa").await, subject);

    let proof = |code: &str| json!({ "account": "67100000033", "house": "5", "bill_code": code });
    let wrong = maria.post(ACCOUNTS, &proof("aaaa-aaaa")).await;
    assert_eq!(wrong.body["fields"][0], json!({ "field": "bill_code", "code": "wrong_code" }));
    let right = maria.post(ACCOUNTS, &proof("w9fb-3jvc")).await;
    assert_eq!((right.status, &right.body["outcome"]), (StatusCode::CREATED, &json!("added")));
    let owner = world.newest("67100000033@demo.svetlitsa").await;
    assert_eq!(owner, "К вашему счёту добавился ещё один кабинет");
    // Adding what is there already changes nothing.
    let before = numbers(&mut maria).await;
    let again = maria.post(ACCOUNTS, &json!({ "account": "67100000033", "house": "5" })).await;
    assert_eq!(again.body["outcome"], "added");
    assert_eq!(numbers(&mut maria).await, before);
}

#[tokio::test]
async fn an_account_is_taken_out_and_its_history_stays_with_it() {
    let world = World::new().await;
    let (mut maria, mut son) =
        (world.resident("maria@demo.svetlitsa").await, world.resident("67100000033@demo.svetlitsa").await);
    let (account, shares) = ("/api/v1/accounts/67100000017", "/api/v1/accounts/67100000017/shares");
    let rights = json!({ "view": true, "submit": true, "pay": true });
    maria.post(shares, &json!({ "email": "67100000033@demo.svetlitsa", "rights": rights })).await;
    let token = world.token("67100000033@demo.svetlitsa", svetlitsa_api::pages::SHARE_ACCEPT).await;
    son.post("/api/v1/shares/acceptances", &json!({ "token": token })).await;
    let history = maria.get(&format!("{account}/readings")).await.body;
    assert_eq!(son.get(account).await.status, StatusCode::OK);

    assert_eq!(world.client().delete(account).await.code(), "sign_in_required");
    assert_eq!(maria.delete(account).await.status, StatusCode::NO_CONTENT);
    for client in [&mut maria, &mut son] {
        assert_eq!(client.get(account).await.code(), "not_found");
        assert!(!client.get("/api/v1/accounts").await.body.to_string().contains("67100000017"));
    }
    assert_eq!(world.newest("maria@demo.svetlitsa").await, "Счёт 67100000017 убран из кабинета");
    assert_eq!(world.newest("67100000033@demo.svetlitsa").await, "Доступ к счёту 67100000017 закрыт");
    assert_eq!(maria.delete(account).await.code(), "not_found");
    // Whoever proves it again finds everything as it was; the access that was given stays ended.
    let proof = json!({ "account": "67100000017", "house": "12", "bill_code": "K7MP29XQ" });
    assert_eq!(maria.post("/api/v1/accounts", &proof).await.status, StatusCode::CREATED);
    assert_eq!(maria.get(&format!("{account}/readings")).await.body, history);
    assert_eq!(son.get(account).await.code(), "not_found");
}

#[tokio::test]
async fn a_relative_takes_it_out_for_themselves_alone() {
    let world = World::new().await;
    let (mut maria, mut son) =
        (world.resident("maria@demo.svetlitsa").await, world.resident("67100000033@demo.svetlitsa").await);
    let (account, shares) = ("/api/v1/accounts/67100000017", "/api/v1/accounts/67100000017/shares");
    let rights = json!({ "view": true, "submit": false, "pay": false });
    maria.post(shares, &json!({ "email": "67100000033@demo.svetlitsa", "rights": rights })).await;
    let token = world.token("67100000033@demo.svetlitsa", svetlitsa_api::pages::SHARE_ACCEPT).await;
    son.post("/api/v1/shares/acceptances", &json!({ "token": token })).await;
    assert_eq!(son.delete(account).await.status, StatusCode::NO_CONTENT);
    assert_eq!(son.get(account).await.code(), "not_found");
    assert_eq!(maria.get(account).await.status, StatusCode::OK);
    assert_eq!(maria.get(shares).await.body["items"], json!([]));
}
