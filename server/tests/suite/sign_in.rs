//! Signing in and out, and what a stranger may learn.

use axum::http::{StatusCode, header};
use serde_json::json;

use crate::harness::World;

#[tokio::test]
async fn the_probe_answers_everyone() {
    let world = World::new().await;
    let reply = world.client().get("/api/v1/session").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.body["resident"].is_null() && reply.body["terminal"].is_null());
    assert_eq!(reply.body["demo"]["is_clock_shifted"], true);
    assert!(reply.body["now"].as_str().unwrap().starts_with("2026-11-20T10:00"));
    assert!(reply.headers.contains_key("x-request-id"));
}

#[tokio::test]
async fn a_cabinet_opens_and_closes() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let session = maria.get("/api/v1/session").await.body;
    assert_eq!(session["resident"]["accounts"], json!(["67100000017", "18300000014"]));
    assert_eq!(maria.get("/api/v1/accounts").await.status, StatusCode::OK);

    let mut thief = maria.clone();
    assert_eq!(maria.delete("/api/v1/session").await.status, StatusCode::NO_CONTENT);
    assert_eq!(maria.get("/api/v1/accounts").await.code(), "sign_in_required");
    // The token itself is dead, not just forgotten by the browser.
    assert_eq!(thief.get("/api/v1/accounts").await.code(), "sign_in_required");
}

#[tokio::test]
async fn wrong_password_and_unknown_login_are_one_answer() {
    let world = World::new().await;
    for login in ["maria@demo.svetlitsa", "nobody@demo.svetlitsa", ""] {
        let body = json!({ "login": login, "password": "wrong" });
        let reply = world.client().post("/api/v1/session", &body).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::UNAUTHORIZED, "wrong_credentials"));
        assert!(!reply.headers.contains_key(header::SET_COOKIE));
    }
}

#[tokio::test]
async fn rubbish_ends_in_the_envelope() {
    let world = World::new().await;
    let mut client = world.client();
    for (method, path, body, code) in [
        ("POST", "/api/v1/session", Some("{"), "malformed_request"),
        ("POST", "/api/v1/session", Some("[]"), "malformed_request"),
        (
            "POST",
            "/api/v1/session",
            Some(r#"{"login":"a","password":"b","is_admin":true}"#),
            "malformed_request",
        ),
        ("PUT", "/api/v1/session", None, "method_not_allowed"),
        ("GET", "/api/v1/nothing", None, "not_found"),
        ("POST", "/api/v1/payments", Some("{}"), "sign_in_required"),
    ] {
        let reply = client.send(method, path, body.map(ToOwned::to_owned), None).await;
        assert_eq!(reply.code(), code, "{method} {path}");
        assert!(!reply.body["request_id"].as_str().unwrap().is_empty());
    }
    let huge = format!(r#"{{"login":"{}","password":"b"}}"#, "a".repeat(100_000));
    assert_eq!(client.send("POST", "/api/v1/session", Some(huge), None).await.code(), "body_too_large");
}

#[tokio::test]
async fn somebody_elses_account_does_not_exist() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    for path in ["", "/readings", "/payments"] {
        for number in ["67100000025", "99999999999", "x"] {
            let reply = maria.get(&format!("/api/v1/accounts/{number}{path}")).await;
            assert_eq!((reply.status, reply.code()), (StatusCode::NOT_FOUND, "not_found"));
        }
    }
}

#[tokio::test]
async fn a_guest_needs_two_identifiers_and_sees_nothing_personal() {
    let world = World::new().await;
    for (account, house) in [("67100000017", "13"), ("67100000018", "12")] {
        let lookup = json!({ "typed": { "account": account, "house": house } });
        assert_eq!(world.client().post("/api/v1/accounts/lookup", &lookup).await.code(), "account_not_found");
    }
    let mut guest = world.guest("67100000017", " 12 ").await;
    let text = guest.get("/api/v1/accounts/67100000017").await.body.to_string();
    assert!(text.contains("И***а М. П.") && !text.contains("Иванова"), "{text}");
    assert_eq!(guest.get("/api/v1/accounts/67100000025").await.code(), "not_found");
    assert_eq!(guest.get("/api/v1/accounts").await.code(), "sign_in_required");
    assert_eq!(guest.get("/api/v1/accounts/67100000017/payments").await.code(), "not_found");
}
