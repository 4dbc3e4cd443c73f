//! Withdrawing consent: the cabinet goes with all that it kept, the proof and the contract stay.

use axum::http::StatusCode;
use sea_orm::EntityTrait;
use serde_json::json;
use svetlitsa_api::{pages, paths};
use svetlitsa_server::entity::{
    account, cabinet_account, consent, ledger_entry, pending_request, push_browser, reminder, resident,
    seen_notices, session,
};

use crate::harness::{Client, World, credentials};
use crate::registration::{PASSWORD, newcomer};

const VERA: &str = "vera@example.org";
const LIST: &str = "/api/v1/consents";
const WITHDRAW: &str = "/api/v1/consents/withdrawals";

/// A cabinet that was opened by a registration.
async fn registered(world: &World) -> Client {
    world.client().post("/api/v1/registrations", &newcomer()).await;
    world.answer().await;
    let link = json!({ "token": world.token(VERA, pages::REGISTER_CONFIRM).await });
    let mut vera = world.client();
    let reply = vera.post("/api/v1/registrations/confirmations", &link).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    vera
}

#[tokio::test]
async fn a_withdrawn_consent_takes_the_cabinet_with_it() {
    let world = World::new().await;
    let mut vera = registered(&world).await;
    let consents = vera.get(LIST).await.body;
    assert_eq!(consents["items"][0]["purpose"], "cabinet");
    assert_eq!(consents["items"][0]["version"], world.app.data.consent.version);
    let owed = ledger_entry::Entity::find().all(&world.app.db).await.unwrap();

    let wrong = vera.post(WITHDRAW, &json!({ "current_password": "wrong" })).await;
    assert_eq!(wrong.body["fields"], json!([{ "field": "current_password", "code": "wrong_password" }]));
    let wishes = json!({ "kinds": [{ "kind": "debt", "email": true }] }).to_string();
    let reminders = paths::fill(paths::REMINDERS, &["67100000058"]);
    let key = svetlitsa_server::random::id();
    assert_eq!(vera.send("PUT", &reminders, Some(wishes), Some(&key)).await.status, StatusCode::NO_CONTENT);
    let until = json!({ "until": "2026-11-20T10:00:00+03:00" });
    assert_eq!(vera.post(paths::NOTICES_SEEN, &until).await.status, StatusCode::NO_CONTENT);
    assert_eq!(crate::push::allow(&mut vera, "veras").await.status, StatusCode::CREATED);
    let mut elsewhere = vera.clone();
    let reply = vera.post(WITHDRAW, &json!({ "current_password": PASSWORD })).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT, "{:?}", reply.body);
    assert_eq!(elsewhere.get("/api/v1/accounts").await.code(), "sign_in_required");
    let sign_in = json!({ "login": VERA, "password": PASSWORD });
    assert_eq!(world.client().post("/api/v1/session", &sign_in).await.code(), "wrong_credentials");
    assert_eq!(world.newest(VERA).await, "Согласие отозвано, кабинет закрыт");

    // What is left: that there was a consent, until when; the account and what it owes.
    let db = &world.app.db;
    let kept = consent::Entity::find().all(db).await.unwrap();
    assert!(kept.len() == 1 && kept[0].withdrawn_at.is_some(), "{kept:?}");
    let erased = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        resident::Entity::find().all(db).await.unwrap(),
        session::Entity::find().all(db).await.unwrap(),
        pending_request::Entity::find().all(db).await.unwrap(),
        cabinet_account::Entity::find().all(db).await.unwrap(),
        reminder::Entity::find().all(db).await.unwrap(),
        seen_notices::Entity::find().all(db).await.unwrap(),
        push_browser::Entity::find().all(db).await.unwrap(),
    );
    for trace in [VERA, &kept[0].resident_id, "67100000058"] {
        assert!(!erased.contains(trace), "{trace} is in {erased}");
    }
    assert!(account::Entity::find_by_id("67100000058").one(db).await.unwrap().is_some());
    assert_eq!(ledger_entry::Entity::find().all(db).await.unwrap(), owed);

    // The way back is the way in.
    registered(&world).await;
}

#[tokio::test]
async fn somebody_elses_cabinet_stays() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let reply = maria.post(WITHDRAW, &json!({ "current_password": "svetlitsa-demo" })).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
    let reply = world.client().post("/api/v1/session", &credentials("maria@demo.svetlitsa")).await;
    assert_eq!(reply.code(), "wrong_credentials");
    let mut other = world.resident("67100000017@demo.svetlitsa").await;
    assert_eq!(other.get("/api/v1/accounts/67100000017").await.status, StatusCode::OK);
    assert_eq!(world.client().get(LIST).await.code(), "sign_in_required");
}
