//! Where the cabinet is signed in, and signing out there.

use axum::http::StatusCode;
use serde_json::json;

use crate::harness::World;

const SESSIONS: &str = "/api/v1/sessions";
const MARIA: &str = "maria@demo.svetlitsa";

#[tokio::test]
async fn places_are_listed_and_one_is_signed_out() {
    let world = World::new().await;
    let mut phone = world.resident(MARIA).await;
    let mut laptop = world.resident(MARIA).await;
    world.resident("67100000017@demo.svetlitsa").await;
    let list = laptop.get(SESSIONS).await.body;
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2, "somebody else's are not among them");
    assert_eq!((&items[0]["is_current"], &items[1]["is_current"]), (&json!(true), &json!(false)));
    assert_eq!(items[0]["address"], "127.0.0.1");
    // Business time as on every page, whatever the machine's clock says.
    for moment in [&items[0]["since"], &items[0]["last_seen"]] {
        assert!(
            moment.as_str().unwrap().starts_with("2026-11-20T1")
                && moment.as_str().unwrap().ends_with("+03:00"),
            "{moment}"
        );
    }

    let there = format!("{SESSIONS}/{}", items[1]["id"].as_str().unwrap());
    assert_eq!(laptop.delete(&there).await.status, StatusCode::NO_CONTENT);
    assert_eq!(phone.get("/api/v1/accounts").await.code(), "sign_in_required");
    assert_eq!(laptop.delete(&there).await.code(), "not_found");
    let here = format!("{SESSIONS}/{}", items[0]["id"].as_str().unwrap());
    let reply = laptop.delete(&here).await;
    assert!(reply.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(laptop.get(SESSIONS).await.code(), "sign_in_required");
}

#[tokio::test]
async fn somebody_elses_session_does_not_exist() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let mut other = world.resident("67100000025@demo.svetlitsa").await;
    let list = maria.get(SESSIONS).await.body;
    let path = format!("{SESSIONS}/{}", list["items"][0]["id"].as_str().unwrap());
    let reply = other.delete(&path).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::NOT_FOUND, "not_found"));
    assert_eq!(maria.get("/api/v1/accounts").await.status, StatusCode::OK);
}

#[tokio::test]
async fn everywhere_else_is_signed_out_at_once() {
    let world = World::new().await;
    let mut here = world.resident(MARIA).await;
    let mut there = [world.resident(MARIA).await, world.resident(MARIA).await];
    let mut stranger = world.resident("67100000017@demo.svetlitsa").await;
    let key = "key-1";
    for _ in 0..2 {
        let reply = here.send("DELETE", SESSIONS, None, Some(key)).await;
        assert_eq!((reply.status, &reply.body), (StatusCode::OK, &json!({ "count": 2 })));
    }
    for client in &mut there {
        assert_eq!(client.get("/api/v1/accounts").await.code(), "sign_in_required");
    }
    for client in [&mut here, &mut stranger] {
        assert_eq!(client.get("/api/v1/accounts").await.status, StatusCode::OK);
    }
}
