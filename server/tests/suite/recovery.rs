//! A forgotten password: one answer for everybody, a link that works once, every session over.

use axum::http::StatusCode;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::{Value, json};
use svetlitsa_api::pages;
use svetlitsa_server::clock::real_now_ms;
use svetlitsa_server::entity::pending_request;

use crate::harness::{World, credentials};
use crate::registration::PASSWORD;

const ASK: &str = "/api/v1/password-recoveries";
const CONFIRM: &str = "/api/v1/password-recoveries/confirmations";
const MARIA: &str = "maria@demo.svetlitsa";

async fn ask(world: &World, email: &str) -> Value {
    let reply = world.client().post(ASK, &json!({ "email": email })).await;
    assert_eq!(reply.status, StatusCode::ACCEPTED, "{:?}", reply.body);
    world.answer().await;
    reply.body
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let world = World::new().await;
    let mut phone = world.resident(MARIA).await;
    assert_eq!(ask(&world, "Maria@demo.svetlitsa ").await, json!({ "valid_minutes": 60 }));
    assert_eq!(world.newest(MARIA).await, "Новый пароль для кабинета");
    let token = world.token(MARIA, pages::RECOVER_CONFIRM).await;
    let weak = world.client().post(CONFIRM, &json!({ "token": token, "password": "пароль" })).await;
    assert_eq!(weak.body["fields"], json!([{ "field": "password", "code": "password_common" }]));
    assert_eq!(phone.get("/api/v1/accounts").await.status, StatusCode::OK, "nothing has happened yet");

    let new = json!({ "token": token, "password": PASSWORD });
    let done = world.client().post_with_key(CONFIRM, &new, "key-1").await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{:?}", done.body);
    assert_eq!(phone.get("/api/v1/accounts").await.code(), "sign_in_required");
    assert_eq!(world.client().post("/api/v1/session", &credentials(MARIA)).await.code(), "wrong_credentials");
    let sign_in = json!({ "login": MARIA, "password": PASSWORD });
    assert_eq!(world.client().post("/api/v1/session", &sign_in).await.status, StatusCode::OK);
    assert_eq!(world.newest(MARIA).await, "Пароль кабинета изменён");

    assert_eq!(world.client().post(CONFIRM, &new).await.code(), "link_expired", "once");
    let repeat = world.client().post_with_key(CONFIRM, &new, "key-1").await;
    assert_eq!(repeat.status, StatusCode::NO_CONTENT);
    assert_eq!(world.letters(MARIA).await.len(), 2, "the repeat wrote no second letter");
}

#[tokio::test]
async fn a_stranger_learns_nothing_and_gets_a_letter() {
    let world = World::new().await;
    assert_eq!(ask(&world, "nobody@example.org").await, ask(&world, MARIA).await);
    assert_eq!(world.newest("nobody@example.org").await, "Кабинета с этой почтой нет");
    let reply = world.client().post(ASK, &json!({ "email": "maria" })).await;
    assert_eq!(reply.body["fields"], json!([{ "field": "email", "code": "not_an_email" }]));
    for email in ["nobody@example.org", MARIA] {
        for _ in 0..4 {
            ask(&world, email).await;
        }
        let reply = world.client().post(ASK, &json!({ "email": email })).await;
        assert_eq!(reply.code(), "rate_limited", "{email}");
    }
}

#[tokio::test]
async fn links_run_out_and_a_used_one_ends_the_others() {
    let world = World::new().await;
    ask(&world, MARIA).await;
    let first = world.token(MARIA, pages::RECOVER_CONFIRM).await;
    ask(&world, MARIA).await;
    let second = world.token(MARIA, pages::RECOVER_CONFIRM).await;
    let confirm = async |token: &str| {
        world.client().post(CONFIRM, &json!({ "token": token, "password": PASSWORD })).await
    };
    for row in pending_request::Entity::find().all(&world.app.db).await.unwrap() {
        let wait = row.expires_at - real_now_ms();
        assert!((3_500_000..=3_600_000).contains(&wait), "{wait}");
    }
    assert_eq!(confirm(&second).await.status, StatusCode::NO_CONTENT);
    assert_eq!(confirm(&first).await.code(), "link_expired");

    ask(&world, MARIA).await;
    let late = world.token(MARIA, pages::RECOVER_CONFIRM).await;
    for row in pending_request::Entity::find().all(&world.app.db).await.unwrap() {
        let mut row = row.into_active_model();
        row.expires_at = Set(real_now_ms() - 1);
        row.update(&world.app.db).await.unwrap();
    }
    assert_eq!(confirm(&late).await.code(), "link_expired");
    assert_eq!(confirm("").await.code(), "link_expired");
}
