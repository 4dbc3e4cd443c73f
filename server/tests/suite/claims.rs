//! An account that has a cabinet: its owner is asked and nobody takes it over.

use axum::http::StatusCode;
use serde_json::json;
use svetlitsa_api::pages;

use crate::harness::{World, credentials};
use crate::registration::newcomer;

const APPROVE: &str = "/api/v1/claims/approvals";
const CONFIRM: &str = "/api/v1/registrations/confirmations";
const OWNER: &str = "67100000025@demo.svetlitsa";
const VERA: &str = "vera@example.org";

#[tokio::test]
async fn an_owner_lets_a_newcomer_in() {
    let world = World::new().await;
    let mut form = newcomer();
    form["account"] = json!("67100000025");
    world.client().post("/api/v1/registrations", &form).await;
    world.answer().await;
    let asked = world.letters(OWNER).await.pop().unwrap();
    assert_eq!(asked.subject, "Кто-то просит доступ к вашему счёту");
    assert!(asked.body.contains("v***@example.org") && !asked.body.contains(VERA), "{}", asked.body);
    assert_eq!(world.letters(VERA).await.len(), 1, "the newcomer gets no link yet");

    let token = json!({ "token": world.token(OWNER, pages::REGISTER_ALLOW).await });
    let reply = world.client().post(APPROVE, &token).await;
    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
    assert_eq!(reply.body, json!({ "account": "67100000025", "newcomer": "v***@example.org" }));
    assert_eq!(world.client().post(APPROVE, &token).await.code(), "link_expired", "once");

    let link = json!({ "token": world.token(VERA, pages::REGISTER_CONFIRM).await });
    let mut vera = world.client();
    assert_eq!(vera.post(CONFIRM, &link).await.status, StatusCode::CREATED);
    assert_eq!(vera.get("/api/v1/accounts/67100000025").await.status, StatusCode::OK);
    // The owner has it still.
    let mut owner = world.resident(OWNER).await;
    assert_eq!(owner.get("/api/v1/accounts/67100000025").await.status, StatusCode::OK);
}

#[tokio::test]
async fn each_owner_has_a_link_and_one_word_is_enough() {
    let world = World::new().await;
    let mut form = newcomer();
    form["account"] = json!("67100000017");
    world.client().post("/api/v1/registrations", &form).await;
    world.answer().await;
    let one = json!({ "token": world.token("maria@demo.svetlitsa", pages::REGISTER_ALLOW).await });
    let other = json!({ "token": world.token("67100000017@demo.svetlitsa", pages::REGISTER_ALLOW).await });
    assert_ne!(one, other);
    assert_eq!(world.client().post(APPROVE, &one).await.status, StatusCode::OK);
    assert_eq!(world.client().post(APPROVE, &other).await.code(), "link_expired");
    assert_eq!(world.letters(VERA).await.len(), 2);
}

#[tokio::test]
async fn an_owner_is_not_pestered() {
    let world = World::new().await;
    let mut form = newcomer();
    form["account"] = json!("67100000025");
    for _ in 0..3 {
        world.client().post("/api/v1/registrations", &form).await;
        world.answer().await;
    }
    assert_eq!(world.letters(OWNER).await.len(), 1);
    assert_eq!(world.letters(VERA).await.len(), 3);
}

#[tokio::test]
async fn links_of_one_kind_open_nothing_of_another() {
    let world = World::new().await;
    world.client().post("/api/v1/registrations", &newcomer()).await;
    world.answer().await;
    let token = world.token(VERA, pages::REGISTER_CONFIRM).await;
    assert_eq!(world.client().post(APPROVE, &json!({ "token": token })).await.code(), "link_expired");
    let email = "/api/v1/email-changes/confirmations";
    assert_eq!(world.client().post(email, &json!({ "token": token })).await.code(), "link_expired");
    let reply = world.client().post("/api/v1/session", &credentials(VERA)).await;
    assert_eq!(reply.code(), "wrong_credentials", "no link, no cabinet");
}
