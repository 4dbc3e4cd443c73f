//! Another password, another address to sign in with.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::pages;

use crate::brakes::shift_waits;
use crate::harness::{World, credentials};
use crate::registration::PASSWORD;

const PASSWORDS: &str = "/api/v1/password-changes";
const EMAILS: &str = "/api/v1/email-changes";
const CONFIRM: &str = "/api/v1/email-changes/confirmations";
const MARIA: &str = "maria@demo.svetlitsa";

fn password(current: &str, new: &str) -> Value {
    json!({ "current_password": current, "password": new })
}

fn email(new: &str) -> Value {
    json!({ "current_password": "svetlitsa-demo", "email": new })
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it() {
    let world = World::new().await;
    let (mut here, mut there) = (world.resident(MARIA).await, world.resident(MARIA).await);
    let wrong = here.post(PASSWORDS, &password("svetlitsa", PASSWORD)).await;
    assert_eq!(wrong.body["fields"], json!([{ "field": "current_password", "code": "wrong_password" }]));
    let weak = here.post(PASSWORDS, &password("svetlitsa-demo", "maria@demo.svetlitsa")).await;
    assert_eq!(weak.body["fields"], json!([{ "field": "password", "code": "password_personal" }]));
    let new = password("svetlitsa-demo", PASSWORD);
    for _ in 0..2 {
        let reply = here.post_with_key(PASSWORDS, &new, "key-1").await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT, "{:?}", reply.body);
    }
    assert_eq!(here.get("/api/v1/accounts").await.status, StatusCode::OK);
    assert_eq!(there.get("/api/v1/accounts").await.code(), "sign_in_required");
    let sign_in = json!({ "login": MARIA, "password": PASSWORD });
    assert_eq!(world.client().post("/api/v1/session", &sign_in).await.status, StatusCode::OK);
    assert_eq!(world.client().post("/api/v1/session", &credentials(MARIA)).await.code(), "wrong_credentials");
    let letters = world.letters(MARIA).await;
    assert_eq!((letters.len(), letters[0].subject.as_str()), (1, "Пароль кабинета изменён"));
}

#[tokio::test]
async fn an_open_browser_is_no_place_to_guess_at() {
    let world = World::new().await;
    let mut thief = world.resident(MARIA).await;
    for _ in 0..5 {
        assert_eq!(thief.post(PASSWORDS, &password("guess", PASSWORD)).await.code(), "validation_failed");
    }
    shift_waits(&world, 60_000).await;
    let reply = thief.post(PASSWORDS, &password("svetlitsa-demo", PASSWORD)).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::TOO_MANY_REQUESTS, "rate_limited"));
}

#[tokio::test]
async fn an_address_is_changed_by_a_link_and_the_old_one_is_told() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let asked = maria.post(EMAILS, &email("Masha@example.org")).await;
    assert_eq!((asked.status, asked.body), (StatusCode::ACCEPTED, json!({ "valid_minutes": 1440 })));
    world.answer().await;
    assert_eq!(maria.get("/api/v1/session").await.body["resident"]["login"], MARIA, "not yet");
    let token = json!({ "token": world.token("masha@example.org", pages::EMAIL_CONFIRM).await });
    let reply = world.client().post(CONFIRM, &token).await;
    assert_eq!((reply.status, reply.body), (StatusCode::OK, json!({ "login": "masha@example.org" })));
    assert_eq!(world.client().post(CONFIRM, &token).await.code(), "link_expired", "once");
    let letter = world.letters(MARIA).await.pop().unwrap();
    assert_eq!(letter.subject, "Адрес для входа изменён");
    assert!(letter.body.contains("m***@example.org"), "{}", letter.body);
    world.resident("masha@example.org").await;
    assert_eq!(world.client().post("/api/v1/session", &credentials(MARIA)).await.code(), "wrong_credentials");
}

#[tokio::test]
async fn somebody_elses_address_is_not_told_from_a_free_one() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let free = maria.post(EMAILS, &email("masha@example.org")).await;
    let taken = maria.post(EMAILS, &email("67100000025@demo.svetlitsa")).await;
    assert_eq!((taken.status, taken.body), (free.status, free.body));
    world.answer().await;
    assert_eq!(world.newest("67100000025@demo.svetlitsa").await, "С этой почтой уже есть кабинет");
    let wrong = json!({ "current_password": "x", "email": "masha@example.org" });
    assert_eq!(maria.post(EMAILS, &wrong).await.body["fields"][0]["code"], "wrong_password");
    let reply = maria.post(EMAILS, &email("masha")).await;
    assert_eq!(reply.body["fields"], json!([{ "field": "email", "code": "not_an_email" }]));
}

#[tokio::test]
async fn a_new_password_ends_the_thiefs_change_of_address() {
    let world = World::new().await;
    let mut thief = world.resident(MARIA).await;
    thief.post(EMAILS, &email("thief@example.org")).await;
    world.answer().await;
    let token = json!({ "token": world.token("thief@example.org", pages::EMAIL_CONFIRM).await });
    let mut maria = world.resident(MARIA).await;
    maria.post(PASSWORDS, &password("svetlitsa-demo", PASSWORD)).await;
    assert_eq!(world.client().post(CONFIRM, &token).await.code(), "link_expired");
}
